package io.patchbay.cli.command;

import io.patchbay.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patchbay calls …}. */
final class CallCommands {

    private CallCommands() {}

    @Command(
            name = "list",
            description =
                    "List running and waiting calls and tasks, the oldest first: id, caller, key, tool, start, kind and state.")
    static final class ListCalls extends ServerCommand {
        ListCalls(Terminal terminal) {
            super(terminal, "calls list");
        }
    }

    @Command(
            name = "cancel",
            description =
                    "Cancel a call or task, or all calls and tasks of a key. Their clients are notified. Changes that"
                            + " a call has already made are not undone.",
            footer = {
                "",
                "For example:  ${ROOT-COMMAND-NAME} calls cancel 1k2j-3f",
                "              ${ROOT-COMMAND-NAME} calls cancel --key ci-1"
            })
    static final class CancelCall extends ServerCommand {

        @ArgGroup(multiplicity = "1")
        private CallOrKey target = new CallOrKey();

        CancelCall(Terminal terminal) {
            super(terminal, "calls cancel");
        }

        @Override
        Map<String, Object> arguments() {
            Map<String, Object> arguments = new LinkedHashMap<>();
            if (!target.id.isEmpty()) {
                arguments.put("id", target.id);
            }
            if (!target.key.isEmpty()) {
                arguments.put("key", target.key);
            }
            return arguments;
        }

        /** Selects what to cancel: one call, or all calls and tasks of a key. */
        static final class CallOrKey {

            @Parameters(index = "0", paramLabel = "<call>", description = "The id of the call, as shown by calls list.")
            private String id = "";

            @Option(
                    names = "--key",
                    required = true,
                    paramLabel = "<key id>",
                    description = "Cancel all calls and tasks of the key with this id.")
            private String key = "";
        }
    }
}
