package io.patchbay.launcher;

import io.patchbay.spi.audit.SecretText;

/**
 * Makes text safe for the log and for a terminal. The result is one line without control characters, secrets, or
 * characters that change the direction of writing. Callers and connectors control much of the logged text.
 */
final class LogText {

    private LogText() {}

    static String of(String text) {
        return harmless(SecretText.clean(text));
    }

    /** Makes text safe that cannot contain secrets. */
    static String harmless(String text) {
        int first = 0;
        while (first < text.length() && !isUnsafe(text.codePointAt(first))) {
            first += Character.charCount(text.codePointAt(first));
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
        text.substring(first).codePoints().forEach(point -> append(out, point));
        return out.toString();
    }

    private static void append(StringBuilder out, int point) {
        if (point == '\n') {
            out.append("\\n");
        } else if (point == '\r') {
            out.append("\\r");
        } else if (isUnsafe(point)) {
            out.append(String.format(point > 0xFFFF ? "\\u{%x}" : "\\u%04x", point));
        } else {
            out.appendCodePoint(point);
        }
    }

    /**
     * Returns whether a character is unsafe. Tabs are safe. Joiners are safe, because they are part of words and emoji.
     */
    private static boolean isUnsafe(int point) {
        if (point < 0x7f) {
            return point < ' ' && point != '\t';
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> point != 0x200c && point != 0x200d;
            case Character.SURROGATE -> true;
            default -> false;
        };
    }
}
