package io.patchbay.admin;

import io.patchbay.spi.health.Problem;
import io.patchbay.support.Nearest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The commands that members of the server's group may run. The settings contain the names of these commands. The name
 * of an unknown command permits nothing.
 */
record GroupCommands(List<String> names) {

    static final GroupCommands NONE = new GroupCommands(List.of());

    /** The maximum number of wrong letters in a typing error. */
    private static final int MAX_MISTYPED_LETTERS = 2;

    GroupCommands {
        names = List.copyOf(names);
    }

    static GroupCommands of(String... setting) {
        return new GroupCommands(Arrays.stream(setting).map(String::strip).toList());
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    Set<String> scopes() {
        return names.stream().map(name -> "admin:" + name).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns one problem for each name in the setting that is not among these commands. */
    List<Problem> unknownNames(Collection<String> commands) {
        return names.stream()
                .filter(name -> !commands.contains(name))
                .map(name -> new Problem(
                        Problem.Severity.DEGRADED,
                        "In io.patchbay.admin.cfg.json, groupCommands contains \"" + name
                                + "\", which is not a command of this server and permits nothing. "
                                + similarCommand(name, commands)
                                        .map(similar -> "Is \"" + similar + "\" meant?")
                                        .orElse("The commands are: "
                                                + commands.stream().sorted().collect(Collectors.joining(", ")) + ".")))
                .toList();
    }

    /** Returns a command that is similar to the name, or a command that consists of the name and further words. */
    private static Optional<String> similarCommand(String name, Collection<String> commands) {
        return Nearest.to(name, commands, MAX_MISTYPED_LETTERS)
                .or(() -> commands.stream()
                        .filter(command -> !name.isEmpty() && command.startsWith(name + " "))
                        .sorted()
                        .findFirst());
    }
}
