package io.patchbay.cli.channel;

import io.patchbay.cli.terminal.CommandException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that says which server is meant. */
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

    /** Returns the whole path of a folder. A shell does not expand every ~, and a folder of that name is not what is meant. */
    public static Path whole(Path folder) {
        if (folder.toString().startsWith("~")) {
            throw new CommandException(
                    CommandException.USAGE,
                    "The folder " + folder + " begins with ~, which the shell did not expand. Write the whole path.");
        }
        return folder.toAbsolutePath().normalize();
    }
}
