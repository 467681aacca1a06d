package io.patchbay.cli.command;

import io.patchbay.cli.develop.ConnectorName;
import io.patchbay.cli.develop.ConnectorTemplate;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.IoReason;
import io.patchbay.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patchbay new connector}. */
@Command(
        name = "connector",
        description = "Create a Maven project for a connector with a tool, a resource, a prompt and tests.",
        footer = {"", "For example:  ${ROOT-COMMAND-NAME} new connector weather && ${ROOT-COMMAND-NAME} dev weather"})
final class NewConnector implements Runnable {

    @Parameters(
            paramLabel = "<name>",
            description =
                    "The name of the connector, for example weather. The name becomes the prefix of the tool names"
                            + " that agents see.")
    private String name;

    @Option(
            names = "--dir",
            paramLabel = "<folder>",
            description = "The folder to create for the project. Default: the name, in the current folder.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--package",
            paramLabel = "<package>",
            description = "The Java package. Default: org.example.<name>")
    private Optional<String> packageName = Optional.empty();

    private final Terminal terminal;

    NewConnector(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        ConnectorName connectorName;
        try {
            connectorName = ConnectorName.of(name, packageName);
        } catch (IllegalArgumentException e) {
            throw new CommandException(CommandException.USAGE, e.getMessage());
        }
        Path project = folder.orElseGet(() -> Path.of(name));
        String command = terminal.command();
        try {
            new ConnectorTemplate(connectorName, contractRepository(), command).write(project);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(
                    CommandException.FAILED,
                    "The folder " + e.getFile()
                            + " exists already, and was not changed. Name another folder with --dir.");
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.FAILED,
                    "No project was created in " + project + ": " + IoReason.of(e)
                            + ". Name another folder with --dir.");
        }
        terminal.out().println(terminal.good("● ") + project + " was created.");
        String quoted = project.toString().matches("[\\w./-]+")
                ? project.toString()
                : "'" + project.toString().replace("'", "'\\''") + "'";
        terminal.out().println("  Build and test it:            cd " + quoted + " && mvn verify");
        terminal.out().println("  Serve it, and each change:    " + command + " dev " + quoted);
    }

    private Path contractRepository() {
        String home = terminal.environment().getOrDefault("PATCHBAY_INSTALLATION", "");
        Path contract = Path.of(home, "maven");
        if (home.isEmpty() || !Files.isDirectory(contract)) {
            throw new CommandException(
                    CommandException.FAILED,
                    "The API for connectors was not found. The API is in the maven folder of an installation. Start the command with"
                            + " bin/patchbay of an installation.");
        }
        return contract;
    }
}
