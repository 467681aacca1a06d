package io.patchbay.cli.command;

import io.patchbay.cli.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The help of {@code patchbay upgrade}. The start script runs the check itself. */
@Command(
        name = "upgrade",
        description =
                "Show which shipped settings and connectors the next start changes, and which settings this version does not know.",
        footer = {
            "",
            "The command changes nothing. Exit codes: 0 nothing to do; 1 settings to correct; 78 the server would not"
                    + " start, for the reason shown."
        })
final class UpgradeHelp implements Runnable {

    @Option(
            names = "--check",
            required = true,
            description = "Only show the changes. The next start makes the changes.")
    private boolean check;

    @Option(names = "--config", paramLabel = "<folder>", description = "The folder with the settings files.")
    private Path config;

    @Option(names = "--deploy", paramLabel = "<folder>", description = "The folder with the connectors.")
    private Path deploy;

    @Option(names = "--data", paramLabel = "<folder>", description = "The folder with the server's own data.")
    private Path data;

    private final Terminal terminal;

    UpgradeHelp(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.err().println("Run the check with the start script: bin/patchbay upgrade --check");
    }
}
