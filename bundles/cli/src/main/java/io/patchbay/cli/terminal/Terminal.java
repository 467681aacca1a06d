package io.patchbay.cli.terminal;

import static java.util.Objects.requireNonNull;

import io.patchbay.support.SafeText;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;

/** The input, output and environment of a command. */
public record Terminal(
        InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Set<Trait> traits) {

    /**
     * A property of the terminal. The start script detects the properties, because some versions of Java cannot detect
     * them.
     */
    public enum Trait {
        /** The output may have colours. */
        COLOURED,
        /** The output is shown on a terminal, which interprets control characters. */
        SCREEN,
        /** A person at the terminal can answer questions. */
        ATTENDED
    }

    public Terminal {
        requireNonNull(in, "in");
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        environment = Map.copyOf(environment);
        traits = Set.copyOf(traits);
    }

    /** Returns the {@code patchbay} command as a user types it. In a checkout, the command is not on the PATH. */
    public String command() {
        return environment.getOrDefault("PATCHBAY_COMMAND", "patchbay");
    }

    public boolean isColoured() {
        return traits.contains(Trait.COLOURED);
    }

    public boolean isAttended() {
        return traits.contains(Trait.ATTENDED);
    }

    /**
     * Prepares untrusted text for printing. If the output is shown on a terminal, the method makes the text safe for
     * the terminal.
     */
    public String printable(String text) {
        return traits.contains(Trait.SCREEN) ? SafeText.lines(text) : text;
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
        return isColoured() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
