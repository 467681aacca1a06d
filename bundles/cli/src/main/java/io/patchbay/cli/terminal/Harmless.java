package io.patchbay.cli.terminal;

/** Makes text safe for a terminal: escapes control characters, and characters that change the direction of writing. */
public final class Harmless {

    private Harmless() {}

    /** Returns the safe text. Line breaks and tabs stay. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        String lines = text.replace("\r\n", "\n");
        lines.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t' || !harms(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
            }
        });
        return out.toString();
    }

    /** Returns the safe text on one line. */
    public static String line(String text) {
        return of(text.replaceAll("\\s+", " ").strip());
    }

    private static boolean harms(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || type == Character.SURROGATE
                // Joiners are part of words and emoji; the other format characters hide or reorder text.
                || type == Character.FORMAT && c != '\u200c' && c != '\u200d';
    }
}
