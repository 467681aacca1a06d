package io.patchbay.admin;

import io.patchbay.spi.health.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The commands that members of the server's group may run, as the setting names them. A name of no command permits nothing. */
record GroupCommands(List<String> names) {

    static final GroupCommands NONE = new GroupCommands(List.of());

    /** How many letters a mistyped name differs in at most. */
    private static final int MISTYPED_LETTERS = 2;

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

    /** Returns one problem for each name that is none of these commands. */
    List<Problem> unknown(Collection<String> commands) {
        return names.stream()
                .filter(name -> !commands.contains(name))
                .map(name -> new Problem(
                        Problem.Severity.DEGRADED,
                        "In io.patchbay.admin.cfg.json, groupCommands names \"" + name
                                + "\", which is no command of the server and permits nothing; "
                                + meant(name, commands)
                                        .map(near -> "is \"" + near + "\" meant?")
                                        .orElse("there are: "
                                                + commands.stream().sorted().collect(Collectors.joining(", ")))))
                .toList();
    }

    private static Optional<String> meant(String name, Collection<String> commands) {
        return Nearest.to(name, commands, MISTYPED_LETTERS)
                .or(() -> commands.stream()
                        .filter(command -> !name.isEmpty() && command.startsWith(name + " "))
                        .sorted()
                        .findFirst());
    }
}
