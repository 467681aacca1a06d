package io.patchbay.launcher;

import io.patchbay.spi.audit.SecretText;

/**
 * Text as it may stand in the log and on a terminal: on one line, without what a terminal obeys or shows in another order, and without
 * secrets. Callers and connectors choose much of what is logged.
 */
final class LogText {

    private LogText() {}

    static String of(String text) {
        return harmless(SecretText.clean(text));
    }

    /** The same without looking for secrets, where none can be. */
    static String harmless(String text) {
        int first = 0;
        while (first < text.length() && !harms(text.codePointAt(first))) {
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
        } else if (harms(point)) {
            out.append(String.format(point > 0xFFFF ? "\\u{%x}" : "\\u%04x", point));
        } else {
            out.appendCodePoint(point);
        }
    }

    /** A tab is harmless; joiners are part of words and pictures. */
    private static boolean harms(int point) {
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
