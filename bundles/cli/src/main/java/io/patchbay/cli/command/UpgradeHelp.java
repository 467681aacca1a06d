package io.patchbay.cli.command;

import io.patchbay.cli.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code patchbay upgrade}: its help; the start script itself runs the check. */
@Command(
        name = "upgrade",
        description =
                "Say what the next start with this version changes: shipped settings and connectors, settings it does not know.",
        footer = {
            "",
            "It changes nothing. Exit codes: 0 nothing to do; 1 settings to correct; 78 the server would not start, with the reason."
        })
final class UpgradeHelp implements Runnable {

    @Option(names = "--check", required = true, description = "Only say it; the next start does it.")
    private boolean check;

    @Option(names = "--config", paramLabel = "<folder>", description = "The settings folder.")
    private Path config;

    @Option(names = "--deploy", paramLabel = "<folder>", description = "The connectors folder.")
    private Path deploy;

    @Option(names = "--data", paramLabel = "<folder>", description = "The data folder.")
    private Path data;

    private final Terminal terminal;

    UpgradeHelp(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.err().println("The start script runs the check: bin/patchbay upgrade --check");
    }
}
