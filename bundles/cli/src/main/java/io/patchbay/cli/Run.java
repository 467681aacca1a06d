package io.patchbay.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code patchbay run}: its help; the start script itself runs the server, in its own process. */
@Command(
        name = "run",
        description = "Run the server in the foreground; Ctrl-C stops it.",
        footer = {
            "",
            "PATCHBAY_JAVA_OPTS adds options to the JVM's, for example -Xmx1g. PATCHBAY_LOG_LEVEL=debug shows more."
                    + " PATCHBAY_SECRETS names the folder that $$[secret:NAME] reads; default: secrets in the data folder."
        })
final class Run implements Runnable {

    @Option(names = "--config", paramLabel = "<folder>", description = "The settings: one file <PID>.cfg.json each.")
    private Path config;

    @Option(names = "--deploy", paramLabel = "<folder>", description = "The connectors: what is in it is served.")
    private Path deploy;

    @Option(names = "--data", paramLabel = "<folder>", description = "What the server itself keeps.")
    private Path data;

    private final Terminal terminal;

    Run(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.err().println("The start script runs the server: bin/patchbay run");
        throw new CommandException(CommandException.FAILED, "This is not the start script.");
    }
}
