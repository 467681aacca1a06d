package io.patchbay.connectors.files.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the difference between two texts in unified format. Invisible characters are shown as in {@link VisibleText}.
 */
public final class UnifiedDiff {

    private static final int CONTEXT_LINES = 3;

    private UnifiedDiff() {}

    /** Returns the difference. Returns an empty string if the texts are equal. */
    public static String of(String oldName, String newName, String before, String after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        List<LineDifference.Piece> pieces = LineDifference.of(old, now);
        if (pieces.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("--- " + oldName + "\n+++ " + newName + "\n");
        for (int i = 0; i < pieces.size(); ) {
            int end = i + 1;
            while (end < pieces.size()
                    && pieces.get(end).oldStart() - pieces.get(end - 1).oldEnd() <= 2 * CONTEXT_LINES) {
                end++;
            }
            appendHunk(out, old, now, pieces.subList(i, end));
            i = end;
        }
        return out.toString();
    }

    private static void appendHunk(
            StringBuilder out, List<String> old, List<String> now, List<LineDifference.Piece> pieces) {
        LineDifference.Piece first = pieces.get(0);
        LineDifference.Piece last = pieces.get(pieces.size() - 1);
        int before = Math.min(CONTEXT_LINES, first.oldStart());
        int after = Math.min(CONTEXT_LINES, old.size() - last.oldEnd());
        out.append("@@ -").append(range(first.oldStart() - before, last.oldEnd() + after));
        out.append(" +")
                .append(range(first.newStart() - before, last.newEnd() + after))
                .append(" @@\n");
        int at = first.oldStart() - before;
        for (LineDifference.Piece piece : pieces) {
            appendLines(out, ' ', old.subList(at, piece.oldStart()));
            appendLines(out, '-', old.subList(piece.oldStart(), piece.oldEnd()));
            appendLines(out, '+', now.subList(piece.newStart(), piece.newEnd()));
            at = piece.oldEnd();
        }
        appendLines(out, ' ', old.subList(at, at + after));
    }

    /**
     * Returns a range in diff notation. Lines are numbered from 1. An empty range has the number of the line before the
     * range.
     */
    private static String range(int start, int end) {
        int length = end - start;
        return (length == 0 ? start : start + 1) + (length == 1 ? "" : "," + length);
    }

    private static void appendLines(StringBuilder out, char sign, List<String> lines) {
        for (String line : lines) {
            boolean ended = line.endsWith("\n");
            out.append(sign)
                    .append(VisibleText.of(ended ? line.substring(0, line.length() - 1) : line))
                    .append('\n');
            if (!ended) {
                out.append("\\ No newline at end of file\n");
            }
        }
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start) + 1;
            end = end == 0 ? text.length() : end;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
