package io.patchbay.support;

import java.util.function.IntPredicate;

/**
 * Makes text from outside safe for logs, terminals and error messages. Characters that control a terminal, reorder text or break a
 * line become visible escapes: <code>&#92;n</code>, <code>&#92;u001b</code>, <code>&#92;u{e0001}</code>.
 */
public final class SafeText {

    private static final int MAX_NAME_CHARACTERS = 200;

    private SafeText() {}

    /**
     * Returns whether the character must not be printed as it is. Unsafe characters are control characters (except the
     * tab), line separators, paragraph separators, lone surrogates and format characters. The two joiners are safe,
     * because they are part of words and emoji.
     */
    public static boolean isUnsafe(int codePoint) {
        if (codePoint < 0x7F) {
            return codePoint < ' ' && codePoint != '\t';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> codePoint != 0x200C && codePoint != 0x200D;
            default -> false;
        };
    }

    /** Returns the text on one line, with an escape for each unsafe character. */
    public static String line(String text) {
        return escape(text, SafeText::isUnsafe);
    }

    /** Returns at most {@code maxCharacters} characters of the text, on one line. A longer text ends in "…". */
    public static String line(String text, int maxCharacters) {
        return line(shorten(text, maxCharacters));
    }

    /** Returns the text with its line breaks, and with an escape for each other unsafe character. */
    public static String lines(String text) {
        return escape(text.replace("\r\n", "\n"), point -> point != '\n' && isUnsafe(point));
    }

    /** Returns the text on one line. Each run of white space becomes one space, and each unsafe character becomes an escape. */
    public static String oneLine(String text) {
        return line(text.replaceAll("\\s+", " ").strip());
    }

    /** Returns at most 200 characters of a name, see {@link #name(String, int)}. */
    public static String name(String name) {
        return name(name, MAX_NAME_CHARACTERS);
    }

    /**
     * Returns a name on one line, in a form in which different names look different. Escapes unsafe characters, spaces
     * other than U+0020, joiners, characters without a meaning and the backslash. Returns at most {@code maxCharacters}
     * characters of the name; a longer name ends in "…".
     */
    public static String name(String name, int maxCharacters) {
        return escape(shorten(name, maxCharacters), SafeText::isAmbiguous);
    }

    /** Returns the first {@code maxCharacters} characters (code points) of the text, followed by "…" if the text has more characters. */
    public static String shorten(String text, int maxCharacters) {
        if (text.length() <= maxCharacters || text.codePointCount(0, text.length()) <= maxCharacters) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, maxCharacters)) + "…";
    }

    private static boolean isAmbiguous(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            case Character.SPACE_SEPARATOR -> codePoint != ' ';
            default -> codePoint == '\\' || codePoint == 0xFFFD;
        };
    }

    private static String escape(String text, IntPredicate isEscaped) {
        int first = 0;
        while (first < text.length() && !isEscaped.test(text.codePointAt(first))) {
            first += Character.charCount(text.codePointAt(first));
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
        text.substring(first).codePoints().forEach(point -> {
            if (isEscaped.test(point)) {
                safe.append(escape(point));
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    private static String escape(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\\' -> "\\\\";
            default -> String.format(codePoint > 0xFFFF ? "\\u{%x}" : "\\u%04x", codePoint);
        };
    }
}
