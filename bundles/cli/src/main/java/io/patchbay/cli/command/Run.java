package io.patchbay.cli.command;

import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The help of {@code patchbay run}. The start script runs the server itself, in its own process. */
@Command(
        name = "run",
        description = "Run the server in the foreground; Ctrl-C stops it.",
        footer = {
            "",
            "By default, settings, connectors and data are in the folders config, deploy and data of PATCHBAY_HOME."
                    + " The default of PATCHBAY_HOME is $${XDG_DATA_HOME:-~/.local/share}/patchbay, or /var/lib/patchbay"
                    + " if HOME is not set. Each start writes missing shipped settings and connectors to these folders, unless"
                    + " PATCHBAY_PROVISION=false is set.",
            "SIGTERM and Ctrl-C stop the server. On SIGHUP, the server reloads settings, secrets and connectors. Exit"
                    + " codes: 0 stopped;"
                    + " 1 failure; 2 wrong usage; 75 another server uses the data folder; 78 an operator must change a folder or setting.",
            "PATCHBAY_JAVA_OPTS adds options for the JVM, for example -Xmx1g. PATCHBAY_LOG_LEVEL=debug logs more."
                    + " PATCHBAY_SECRETS names the folder of $$[secret:NAME]; default: secrets in the data folder."
        })
final class Run implements Runnable {

    @Option(
            names = "--config",
            paramLabel = "<folder>",
            description = "The folder with the settings files, <PID>.cfg.json.")
    private Path config;

    @Option(names = "--deploy", paramLabel = "<folder>", description = "The folder with the connectors.")
    private Path deploy;

    @Option(names = "--data", paramLabel = "<folder>", description = "The folder with the server's own data.")
    private Path data;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            description = "Listen on this port instead of the port in the settings, until the server stops. 0 means any"
                    + " free port.")
    private Integer port;

    @Option(
            names = "--adopt",
            description =
                    "Start even if the folders contain none of the keys and connectors that the data folder was used with.")
    private boolean adopt;

    private final Terminal terminal;

    Run(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.err().println("Run the server with the start script: bin/patchbay run");
        throw new CommandException(CommandException.FAILED, "The server was not started.");
    }
}
