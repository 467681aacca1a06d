package io.patchbay.cli.command;

import io.patchbay.cli.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code patchbay connectors …}. */
final class ConnectorCommands {

    private ConnectorCommands() {}

    @Command(name = "list", description = "List the deployed connectors and their states.")
    static final class ListAll extends ServerCommand {
        ListAll(Terminal terminal) {
            super(terminal, "connectors list");
        }
    }

    @Command(name = "show", description = "Show one connector and all its problems.")
    static final class Show extends One {
        Show(Terminal terminal) {
            super(terminal, "connectors show");
        }
    }

    @Command(
            name = "rollback",
            description = "Go back to the previous version of a connector.",
            footer = {
                "",
                "The previous version keeps serving, also after a restart, until the file changes or the connector is started."
            })
    static final class Rollback extends One {
        Rollback(Terminal terminal) {
            super(terminal, "connectors rollback");
        }
    }

    @Command(
            name = "stop",
            description = "Take a connector out of service. Its file stays, and its names stay reserved.",
            footer = {
                "",
                "The connector stays stopped, also after a restart or a change of its file, until it is started."
            })
    static final class Stop extends One {
        Stop(Terminal terminal) {
            super(terminal, "connectors stop");
        }
    }

    @Command(name = "start", description = "Serve the connector's file again after stop or rollback.")
    static final class Start extends One {
        Start(Terminal terminal) {
            super(terminal, "connectors start");
        }
    }

    @Command(
            name = "verify",
            description = "Show which connectors would be refused if signatures were required.",
            footer = {
                "",
                "This changes nothing. The setting trustStore in io.patchbay.deploy.cfg.json names the trust store.",
                "Exit code 1: at least one connector would be refused."
            })
    static final class Verify extends ServerCommand {
        Verify(Terminal terminal) {
            super(terminal, "connectors verify");
        }
    }

    @Command(name = "remove", description = "Delete a connector's file and release its names.")
    static final class Remove extends One {
        Remove(Terminal terminal) {
            super(terminal, "connectors remove");
        }
    }

    /** A command for one connector. */
    @Command
    abstract static class One extends ServerCommand {

        @Parameters(
                paramLabel = "<connector>",
                description =
                        "The name of the connector's file, as shown by connectors list, or the bundle's symbolic name.")
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
