package io.patchbay.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code patchbay audit …}. */
final class AuditCommands {

    private AuditCommands() {}

    @Command(name = "verify", description = "Check the whole trail: its hash chain, and that nothing is missing. Where no server runs, its files are checked.")
    static final class Verify implements Callable<Integer> {

        @Mixin
        private Server server = new Server();

        @Option(names = "--head", paramLabel = "<hash>",
                description = "The head that an earlier check showed and that was kept elsewhere: what was cut off since is found out.")
        private String head = "";

        private final Terminal terminal;

        Verify(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return whole() ? ExitCode.OK : CommandException.FAILED;
        }

        private boolean whole() {
            try {
                return server.print(terminal, "audit verify", head.isEmpty() ? Map.of() : Map.of("head", head));
            } catch (CommandException e) {
                OfflineTrail files = new OfflineTrail(terminal, server.data(terminal));
                if (e.exitCode() != CommandException.NOT_RUNNING || !files.there()) {
                    throw e;
                }
                return files.verify(head, server.json());
            }
        }
    }

    @Command(name = "tail", description = "Show the last entries of the trail.")
    static final class Tail implements Runnable {

        @Mixin
        private Server server = new Server();

        @Option(names = {"-n", "--lines"}, paramLabel = "<count>", description = "How many. Default: ${DEFAULT-VALUE}")
        private int lines = 20;

        private final Terminal terminal;

        Tail(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void run() {
            server.print(terminal, "audit tail", Map.of("lines", lines));
        }
    }
}
