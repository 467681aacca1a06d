package io.patchbay.cli;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;

/** Where a command reads from and writes to, and what surrounds it. */
record Terminal(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Set<Trait> traits) {

    /** What the start script finds out: Java cannot tell on every version. */
    enum Trait {
        /** Colours are welcome. */
        COLOURED,
        /** What goes out is read by a terminal, which obeys control characters. */
        SCREEN,
        /** Somebody sits there and can be asked. */
        ATTENDED
    }

    Terminal {
        requireNonNull(in, "in");
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        environment = Map.copyOf(environment);
        traits = Set.copyOf(traits);
    }

    /** What a person types for {@code patchbay}: in a checkout it is not on the path. */
    String command() {
        return environment.getOrDefault("PATCHBAY_COMMAND", "patchbay");
    }

    boolean coloured() {
        return traits.contains(Trait.COLOURED);
    }

    boolean attended() {
        return traits.contains(Trait.ATTENDED);
    }

    /** What others wrote, so that a terminal shows it and does not obey it; programs get it as it is. */
    String shown(String text) {
        return traits.contains(Trait.SCREEN) ? Harmless.of(text) : text;
    }

    String good(String text) {
        return colour("32", text);
    }

    String bad(String text) {
        return colour("31", text);
    }

    String warning(String text) {
        return colour("33", text);
    }

    String faint(String text) {
        return colour("2", text);
    }

    private String colour(String code, String text) {
        return coloured() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
