package io.patchbay.cli.terminal;

/** Text that no terminal takes for a command: control characters, and those that turn the direction of writing, become visible. */
public final class Harmless {

    private Harmless() {}

    /** Keeps line breaks and tabs. */
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

    /** The same on one line. */
    public static String line(String text) {
        return of(text.replaceAll("\\s+", " ").strip());
    }

    private static boolean harms(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || type == Character.SURROGATE
                // Joiners are part of words and pictures; the other format characters hide or turn what stands there.
                || type == Character.FORMAT && c != '\u200c' && c != '\u200d';
    }
}
