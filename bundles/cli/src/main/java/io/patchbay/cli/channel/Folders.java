package io.patchbay.cli.channel;

import io.patchbay.cli.terminal.CommandException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --data}, which selects a server by its data folder. */
public final class Folders {

    @Option(
            names = "--data",
            paramLabel = "<folder>",
            description = "The server's data folder. Default: PATCHBAY_DATA.")
    private Optional<Path> data = Optional.empty();

    /** Returns whether the data folder was named on the command line. */
    public boolean isDataGiven() {
        return data.isPresent();
    }

    public Path data(Map<String, String> environment) {
        return whole(data.or(() ->
                        Optional.ofNullable(environment.get("PATCHBAY_DATA")).map(Path::of))
                .orElseThrow(() -> new CommandException(
                        CommandException.FAILED, "Name the data folder with --data or PATCHBAY_DATA.")));
    }

    /** Returns the absolute path of a folder. Throws CommandException if the path begins with a ~ that the shell did not expand. */
    public static Path whole(Path folder) {
        if (folder.toString().startsWith("~")) {
            throw new CommandException(
                    CommandException.USAGE,
                    "The folder " + folder + " begins with ~, which the shell did not expand. Write the whole path.");
        }
        return folder.toAbsolutePath().normalize();
    }
}
