package io.patchbay.deploy.file;

import java.util.List;
import java.util.stream.Collectors;

/** Makes any file name safe to show on one line: characters that break, hide or reverse text are shown as escapes. */
public final class Printable {

    private static final int MAX_CODE_POINTS = 200;
    private static final int MAX_NAMES = 8;

    private Printable() {}

    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MAX_CODE_POINTS + 1L).forEach(point -> append(shown, point));
        return text.codePointCount(0, text.length()) > MAX_CODE_POINTS
                ? shown.substring(0, shown.offsetByCodePoints(0, MAX_CODE_POINTS)) + "…"
                : shown.toString();
    }

    /** Returns at most eight of the names in one text, with the number of the others. */
    public static String list(List<String> names) {
        if (names.isEmpty()) {
            return "nothing yet";
        }
        String some = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return names.size() > MAX_NAMES ? some + " and " + (names.size() - MAX_NAMES) + " more" : some;
    }

    private static void append(StringBuilder shown, int point) {
        if (point == '\n') {
            shown.append("\\n");
        } else if (point == '\\') {
            shown.append("\\\\");
        } else if (isInvisible(point)) {
            shown.append(String.format(point > 0xFFFF ? "\\u{%x}" : "\\u%04x", point));
        } else {
            shown.appendCodePoint(point);
        }
    }

    private static boolean isInvisible(int point) {
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
