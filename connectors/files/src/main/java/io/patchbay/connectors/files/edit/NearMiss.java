package io.patchbay.connectors.files.edit;

import io.patchbay.connectors.files.text.VisibleText;
import java.util.Locale;
import java.util.Optional;

/**
 * Explains why a file does not contain a text. Finds the most similar place in the file, and the first difference
 * between this place and the text. Ignores line ends.
 */
final class NearMiss {

    /** A place counts as similar if at least this many characters at the beginning of the text match. */
    private static final int MIN_MATCHING_CHARS = 8;

    private static final int MAX_FOLDED_CHARS = 8_000_000;

    private NearMiss() {}

    /** Returns a hint of one sentence. Returns an empty result if no place in the file is similar. Both texts use LF. */
    static Optional<String> of(String file, String text) {
        int start = findFolded(file, text);
        if (start < 0) {
            start = findLongestBeginning(file, text);
        }
        return start < 0 ? Optional.empty() : Optional.of(difference(file, text, start));
    }

    /**
     * Returns the index of the text in the file. Ignores case, white space, quotation marks and dashes. Returns -1 if
     * the file does not contain the text.
     */
    private static int findFolded(String file, String text) {
        if (file.length() > MAX_FOLDED_CHARS) {
            return -1;
        }
        int[] places = new int[file.length() + 1];
        String foldedFile = fold(file, places);
        String foldedText = fold(text, new int[text.length() + 1]);
        int found = foldedText.isBlank() ? -1 : foldedFile.indexOf(foldedText);
        return found < 0 ? -1 : alignStart(file, text, places[found]);
    }

    /** If the text is indented, moves the start to the beginning of the line. The indentation is then also compared. */
    private static int alignStart(String file, String text, int start) {
        int word = start;
        while (word < file.length() && fold(file.charAt(word)) == ' ') {
            word++;
        }
        boolean indented = text.charAt(0) != '\n' && fold(text.charAt(0)) == ' ';
        return indented ? Math.max(start, file.lastIndexOf('\n', word - 1) + 1) : start;
    }

    /** @param places receives the original index of each character of the result */
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

    /**
     * Finds the longest beginning of the text that the file contains. Returns the index in the file, or -1 if this
     * beginning is too short.
     */
    private static int findLongestBeginning(String file, String text) {
        int found = 0;
        int missing = text.length() + 1;
        while (missing - found > 1) {
            int middle = (found + missing) / 2;
            if (file.contains(text.substring(0, middle))) {
                found = middle;
            } else {
                missing = middle;
            }
        }
        return found >= MIN_MATCHING_CHARS || found > 1 && found * 2 >= text.length()
                ? file.indexOf(text.substring(0, found))
                : -1;
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
        int lineStart = file.lastIndexOf('\n', at - 1) + 1;
        long line = file.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
        return String.format(
                Locale.ROOT,
                "The first difference is in line %d, column %d of the file: the file %s, the text %s.",
                line,
                file.codePointCount(lineStart, at) + 1,
                describe(file, at),
                describe(text, same));
    }

    /** Describes the character of a text at an index. The result is the end of a sentence about the text. */
    private static String describe(String text, int at) {
        if (at >= text.length()) {
            return "ends there";
        }
        int c = text.codePointAt(at);
        int count = 1;
        while (at + count < text.length() && text.charAt(at + count) == c) {
            count++;
        }
        return switch (c) {
            case ' ' -> "has " + (count == 1 ? "a space" : count + " spaces");
            case '\t' -> "has " + (count == 1 ? "a tab" : count + " tabs");
            case '\n' -> "has " + (count == 1 ? "a line end" : count + " line ends");
            case 0xA0 -> "has a no-break space (U+00A0)";
            default ->
                "has '" + VisibleText.of(Character.toString(c)) + "'"
                        + (c < 0x80 ? "" : String.format("%s(U+%04X)", " ", c));
        };
    }
}
