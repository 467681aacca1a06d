package io.patchbay.cli.command;

import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code patchbay run}: its help; the start script itself runs the server, in its own process. */
@Command(
        name = "run",
        description = "Run the server in the foreground; Ctrl-C stops it.",
        footer = {
            "",
            "Where nothing is named, settings, connectors and data are in the folders config, deploy and data of PATCHBAY_HOME:"
                    + " $${XDG_DATA_HOME:-~/.local/share}/patchbay, or /var/lib/patchbay where there is no HOME. There, missing shipped"
                    + " settings and connectors are written at a start (PATCHBAY_PROVISION=false: not).",
            "SIGTERM and Ctrl-C stop it; SIGHUP has it read settings, secrets and connectors again. Exit codes: 0 stopped; 1 failed; 2 wrong"
                    + " usage; 75 another server has the data folder; 78 an operator has to change a folder or setting.",
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

    @Option(
            names = "--port",
            paramLabel = "<port>",
            description =
                    "Listen on this port until the server stops, whatever the setting port says; 0: any free one.")
    private Integer port;

    @Option(
            names = "--adopt",
            description =
                    "Start also with folders that hold none of the keys or connectors which the data folder was used with.")
    private boolean adopt;

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
