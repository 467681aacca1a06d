package io.patchbay.cli.terminal;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;

/** Where a command reads from and writes to, and its environment. */
public record Terminal(
        InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Set<Trait> traits) {

    /** What the start script finds out about the terminal, because not every version of Java can. */
    public enum Trait {
        /** The output may have colours. */
        COLOURED,
        /** A terminal reads the output, and obeys control characters. */
        SCREEN,
        /** A person is at the terminal and can be asked. */
        ATTENDED
    }

    public Terminal {
        requireNonNull(in, "in");
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        environment = Map.copyOf(environment);
        traits = Set.copyOf(traits);
    }

    /** Returns what a person types for {@code patchbay}, which in a checkout is not on the path. */
    public String command() {
        return environment.getOrDefault("PATCHBAY_COMMAND", "patchbay");
    }

    public boolean coloured() {
        return traits.contains(Trait.COLOURED);
    }

    public boolean attended() {
        return traits.contains(Trait.ATTENDED);
    }

    /** Returns text of others as it may be printed: made safe if a terminal reads it, unchanged if a program does. */
    public String shown(String text) {
        return traits.contains(Trait.SCREEN) ? Harmless.of(text) : text;
    }

    public String good(String text) {
        return colour("32", text);
    }

    public String bad(String text) {
        return colour("31", text);
    }

    public String warning(String text) {
        return colour("33", text);
    }

    public String faint(String text) {
        return colour("2", text);
    }

    private String colour(String code, String text) {
        return coloured() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
