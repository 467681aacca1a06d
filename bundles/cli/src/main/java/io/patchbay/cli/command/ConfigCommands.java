package io.patchbay.cli.command;

import io.patchbay.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code patchbay config …}. */
final class ConfigCommands {

    private ConfigCommands() {}

    @Command(name = "check", description = "Check settings files without applying them.")
    static final class CheckSettings extends ServerCommand {

        @Parameters(
                paramLabel = "<path>",
                arity = "0..1",
                description = "A file or folder. Default: the server's settings folder.")
        private Optional<Path> path = Optional.empty();

        CheckSettings(Terminal terminal) {
            super(terminal, "config check");
        }

        @Override
        Map<String, Object> arguments() {
            return path.map(given -> Map.<String, Object>of(
                            "path", given.toAbsolutePath().toString()))
                    .orElse(Map.of());
        }
    }

    @Command(name = "list", description = "List the settings, their files, and the errors in those files.")
    static final class ListSettings extends ServerCommand {
        ListSettings(Terminal terminal) {
            super(terminal, "config list");
        }
    }

    @Command(name = "show", description = "Show the settings in force of one PID, with the source of each value.")
    static final class ShowSettings extends ServerCommand {

        @Parameters(paramLabel = "<pid>", description = "The PID: the name of the settings file without .cfg.json.")
        private String pid;

        ShowSettings(Terminal terminal) {
            super(terminal, "config show");
        }

        @Override
        Map<String, Object> arguments() {
            return Map.of("pid", pid);
        }
    }
}
