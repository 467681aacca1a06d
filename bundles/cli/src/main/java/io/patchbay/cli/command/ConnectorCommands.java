package io.patchbay.cli.command;

import io.patchbay.cli.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code patchbay connectors …}. */
final class ConnectorCommands {

    private ConnectorCommands() {}

    @Command(name = "list", description = "List the deployed connectors and how they are.")
    static final class ListAll extends ServerCommand {
        ListAll(Terminal terminal) {
            super(terminal, "connectors list");
        }
    }

    @Command(name = "show", description = "Show one connector, and in full why it does not serve.")
    static final class Show extends One {
        Show(Terminal terminal) {
            super(terminal, "connectors show");
        }
    }

    @Command(
            name = "rollback",
            description = "Go back to the version that served before.",
            footer = {"", "It stays so over restarts, until the file changes or the connector is started."})
    static final class Rollback extends One {
        Rollback(Terminal terminal) {
            super(terminal, "connectors rollback");
        }
    }

    @Command(
            name = "stop",
            description = "Take a connector out of service. Its file stays, and so do its names.",
            footer = {"", "It stays so over restarts and changes of its file, until the connector is started."})
    static final class Stop extends One {
        Stop(Terminal terminal) {
            super(terminal, "connectors stop");
        }
    }

    @Command(name = "start", description = "Let a connector's file serve, also one that was stopped or rolled back.")
    static final class Start extends One {
        Start(Terminal terminal) {
            super(terminal, "connectors start");
        }
    }

    @Command(
            name = "verify",
            description = "Check which connectors would be refused if signatures were required.",
            footer = {
                "",
                "Changes nothing. The trust store is the one of the setting trustStore in io.patchbay.deploy.cfg.json.",
                "Ends with 1 where one would be refused."
            })
    static final class Verify extends ServerCommand {
        Verify(Terminal terminal) {
            super(terminal, "connectors verify");
        }
    }

    @Command(name = "remove", description = "Delete a connector's file; its names are free.")
    static final class Remove extends One {
        Remove(Terminal terminal) {
            super(terminal, "connectors remove");
        }
    }

    /** What is said about one connector. */
    @Command
    abstract static class One extends ServerCommand {

        @Parameters(
                paramLabel = "<connector>",
                description = "Its file's name, as `connectors list` shows it, or the bundle's symbolic name.")
        private String connector;

        One(Terminal terminal, String command) {
            super(terminal, command);
        }

        @Override
        Map<String, Object> arguments() {
            return Map.of("connector", connector);
        }
    }
}
