package io.patchbay.cli.command;

import io.patchbay.cli.channel.ServerOptions;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code patchbay audit …}. */
final class AuditCommands {

    private AuditCommands() {}

    @Command(
            name = "verify",
            description =
                    "Check the hash chain of the whole audit trail, and check that no entry is missing. The command"
                            + " works with and without a running server.")
    static final class VerifyTrail extends ServerCommand {

        @Option(
                names = "--head",
                paramLabel = "<hash>",
                description =
                        "The head hash that an earlier check printed. With this hash, the check also finds entries"
                                + " that were removed from the end of the trail.")
        private String head = "";

        VerifyTrail(Terminal terminal) {
            super(terminal, "audit verify");
        }

        @Override
        boolean execute(ServerOptions server, Terminal terminal) {
            try {
                return super.execute(server, terminal);
            } catch (CommandException e) {
                OfflineTrail files = new OfflineTrail(terminal, server.data(terminal));
                if (e.exitCode() != CommandException.NOT_RUNNING || !files.isAvailable()) {
                    throw e;
                }
                return files.verify(head, server.json());
            }
        }

        @Override
        Map<String, Object> arguments() {
            return head.isEmpty() ? Map.of() : Map.of("head", head);
        }
    }

    @Command(name = "tail", description = "Show the last entries of the audit trail.")
    static final class ShowTrail extends ServerCommand {

        @Option(
                names = {"-n", "--lines"},
                paramLabel = "<count>",
                description = "How many entries to show. Default: ${DEFAULT-VALUE}")
        private int lines = 20;

        ShowTrail(Terminal terminal) {
            super(terminal, "audit tail");
        }

        @Override
        Map<String, Object> arguments() {
            return Map.of("lines", lines);
        }
    }
}
