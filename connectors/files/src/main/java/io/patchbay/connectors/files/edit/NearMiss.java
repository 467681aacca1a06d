package io.patchbay.connectors.files.edit;

import io.patchbay.connectors.files.text.VisibleText;
import java.util.Locale;
import java.util.Optional;

/** Where a text that is not in a file first differs from what the file has in the likeliest place. Line ends are no difference. */
final class NearMiss {

    /** How much of the text must be there for the place to be meant. */
    private static final int ENOUGH = 8;

    private static final int MAX_FOLDED = 8_000_000;

    private NearMiss() {}

    /** A hint of one sentence; empty where no place in the file is like it. Both with LF. */
    static Optional<String> of(String file, String text) {
        int start = folded(file, text);
        if (start < 0) {
            start = longest(file, text);
        }
        return start < 0 ? Optional.empty() : Optional.of(difference(file, text, start));
    }

    /** Where the text begins if case, white space, quotation marks and dashes do not count; -1 for nowhere. */
    private static int folded(String file, String text) {
        if (file.length() > MAX_FOLDED) {
            return -1;
        }
        int[] places = new int[file.length() + 1];
        String there = fold(file, places);
        String wanted = fold(text, new int[text.length() + 1]);
        int found = wanted.isBlank() ? -1 : there.indexOf(wanted);
        return found < 0 ? -1 : begin(file, text, places[found]);
    }

    /** White space before the first word is compared from the start of its line on. */
    private static int begin(String file, String text, int start) {
        int word = start;
        while (word < file.length() && fold(file.charAt(word)) == ' ') {
            word++;
        }
        boolean indented = text.charAt(0) != '\n' && fold(text.charAt(0)) == ' ';
        return indented ? Math.max(start, file.lastIndexOf('\n', word - 1) + 1) : start;
    }

    /** @param places gets, for each character of the result, where it was */
    private static String fold(String text, int[] places) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = fold(text.charAt(i));
            if (c == 0 || c == ' ' && folded.length() > 0 && folded.charAt(folded.length() - 1) == ' ') {
                continue;
            }
            places[folded.length()] = i;
            folded.append(c);
        }
        return folded.toString();
    }

    private static char fold(char c) {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return ' ';
        }
        return switch (c) {
            case '\u2018', '\u2019', '\u201a', '`', '\u00b4' -> '\'';
            case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb' -> '"';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212' -> '-';
            case '\u200b', '\u200c', '\u200d', '\ufeff' -> 0;
            default -> Character.toLowerCase(c);
        };
    }

    /** Where the longest beginning of the text is, if that is much of it; else -1. */
    private static int longest(String file, String text) {
        int there = 0;
        int missing = text.length() + 1;
        while (missing - there > 1) {
            int middle = (there + missing) / 2;
            if (file.contains(text.substring(0, middle))) {
                there = middle;
            } else {
                missing = middle;
            }
        }
        return there >= ENOUGH || there > 1 && there * 2 >= text.length() ? file.indexOf(text.substring(0, there)) : -1;
    }

    private static String difference(String file, String text, int start) {
        int same = 0;
        while (same < text.length() && start + same < file.length() && file.charAt(start + same) == text.charAt(same)) {
            same++;
        }
        if (same > 0 && same < text.length() && Character.isLowSurrogate(text.charAt(same))) {
            same--;
        }
        int at = start + same;
        int begins = file.lastIndexOf('\n', at - 1) + 1;
        long line = file.substring(0, begins).chars().filter(c -> c == '\n').count() + 1;
        return String.format(
                Locale.ROOT,
                "The first difference is in line %d, column %d of the file: it has %s, the text has %s.",
                line,
                file.codePointCount(begins, at) + 1,
                what(file, at, "the end of the file"),
                what(text, same, "its end"));
    }

    private static String what(String text, int at, String end) {
        if (at >= text.length()) {
            return end;
        }
        int c = text.codePointAt(at);
        int count = 1;
        while (at + count < text.length() && text.charAt(at + count) == c) {
            count++;
        }
        return switch (c) {
            case ' ' -> count == 1 ? "a space" : count + " spaces";
            case '\t' -> count == 1 ? "a tab" : count + " tabs";
            case '\n' -> count == 1 ? "a line end" : count + " line ends";
            case 0xA0 -> "a no-break space (U+00A0)";
            default ->
                "'" + VisibleText.of(Character.toString(c)) + "'"
                        + (c < 0x80 ? "" : String.format("%s(U+%04X)", " ", c));
        };
    }
}
