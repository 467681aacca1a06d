package io.patchbay.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code patchbay config …}. */
final class ConfigCommands {

    private ConfigCommands() {}

    @Command(name = "check", description = "Check settings files without applying them.")
    static final class Check implements Callable<Integer> {

        @Mixin
        private Server server = new Server();

        @Parameters(paramLabel = "<path>", arity = "0..1", description = "A file or a folder. Default: the server's settings folder.")
        private Optional<Path> path = Optional.empty();

        private final Terminal terminal;

        Check(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            boolean good = server.print(
                    terminal, "config check", path.map(given -> Map.<String, Object>of("path", given.toAbsolutePath().toString())).orElse(Map.of()));
            return good ? ExitCode.OK : CommandException.FAILED;
        }
    }

    @Command(name = "list", description = "List the settings, where they come from, and what is wrong with their files.")
    static final class List implements Runnable {

        @Mixin
        private Server server = new Server();

        private final Terminal terminal;

        List(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void run() {
            server.print(terminal, "config list", Map.of());
        }
    }

    @Command(name = "show", description = "Show the settings of one PID as they are in force, and where each comes from.")
    static final class Show implements Runnable {

        @Mixin
        private Server server = new Server();

        @Parameters(paramLabel = "<pid>", description = "The PID, which is the file's name without .cfg.json.")
        private String pid;

        private final Terminal terminal;

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void run() {
            server.print(terminal, "config show", Map.of("pid", pid));
        }
    }
}
