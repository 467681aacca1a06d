package io.patchbay.cli.command;

import io.patchbay.cli.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code patchbay connectors …}. */
final class ConnectorCommands {

    private ConnectorCommands() {}

    @Command(name = "list", description = "List the deployed connectors and their states.")
    static final class ListConnectors extends ServerCommand {
        ListConnectors(Terminal terminal) {
            super(terminal, "connectors list");
        }
    }

    @Command(name = "show", description = "Show one connector and all its problems.")
    static final class ShowConnector extends SingleConnectorCommand {
        ShowConnector(Terminal terminal) {
            super(terminal, "connectors show");
        }
    }

    @Command(
            name = "rollback",
            description = "Go back to the previous version of a connector.",
            footer = {
                "",
                "The previous version keeps serving, also after a restart, until the connector's file changes or an"
                        + " operator starts the connector."
            })
    static final class RollBackConnector extends SingleConnectorCommand {
        RollBackConnector(Terminal terminal) {
            super(terminal, "connectors rollback");
        }
    }

    @Command(
            name = "stop",
            description = "Stop a connector. Its file stays, and its names stay reserved.",
            footer = {
                "",
                "The connector stays stopped, also after a restart or a change of its file, until an operator starts"
                        + " it."
            })
    static final class StopConnector extends SingleConnectorCommand {
        StopConnector(Terminal terminal) {
            super(terminal, "connectors stop");
        }
    }

    @Command(name = "start", description = "Serve the connector's file again after stop or rollback.")
    static final class StartConnector extends SingleConnectorCommand {
        StartConnector(Terminal terminal) {
            super(terminal, "connectors start");
        }
    }

    @Command(
            name = "verify",
            description = "Show which connectors would be refused if signatures were required.",
            footer = {
                "",
                "The command changes nothing. The setting trustStore in io.patchbay.deploy.cfg.json names the trust"
                        + " store.",
                "Exit code 1: at least one connector would be refused."
            })
    static final class VerifyConnectors extends ServerCommand {
        VerifyConnectors(Terminal terminal) {
            super(terminal, "connectors verify");
        }
    }

    @Command(name = "remove", description = "Delete a connector's file and release its names.")
    static final class RemoveConnector extends SingleConnectorCommand {
        RemoveConnector(Terminal terminal) {
            super(terminal, "connectors remove");
        }
    }

    /** A command for one connector. */
    @Command
    abstract static class SingleConnectorCommand extends ServerCommand {

        @Parameters(
                paramLabel = "<connector>",
                description =
                        "The name of the connector's file, as shown by connectors list, or the bundle's symbolic name.")
        private String connector;

        SingleConnectorCommand(Terminal terminal, String command) {
            super(terminal, command);
        }

        @Override
        Map<String, Object> arguments() {
            return Map.of("connector", connector);
        }
    }
}
