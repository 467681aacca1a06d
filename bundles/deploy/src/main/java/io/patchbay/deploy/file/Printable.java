package io.patchbay.deploy.file;

import java.util.List;
import java.util.stream.Collectors;

/** Makes any file's name fit for one line: what would break, hide or turn it around is shown as its escape. */
public final class Printable {

    private static final int LONGEST = 200;
    private static final int MOST_NAMED = 8;

    private Printable() {}

    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST + 1L).forEach(point -> append(shown, point));
        return text.codePointCount(0, text.length()) > LONGEST
                ? shown.substring(0, shown.offsetByCodePoints(0, LONGEST)) + "…"
                : shown.toString();
    }

    /** Some of these names, where they are many. */
    public static String some(List<String> names) {
        if (names.isEmpty()) {
            return "nothing yet";
        }
        String some = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMED ? some + " and " + (names.size() - MOST_NAMED) + " more" : some;
    }

    private static void append(StringBuilder shown, int point) {
        if (point == '\n') {
            shown.append("\\n");
        } else if (point == '\\') {
            shown.append("\\\\");
        } else if (isUnseen(point)) {
            shown.append(String.format(point > 0xFFFF ? "\\u{%x}" : "\\u%04x", point));
        } else {
            shown.appendCodePoint(point);
        }
    }

    private static boolean isUnseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> point == 0xFFFD || Character.isSpaceChar(point) && point != ' ';
        };
    }
}
