package io.patchbay.connectors.files.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds the smallest difference between two lists of lines (Myers' greedy algorithm), within a bound on work and memory. */
final class LineDifference {

    /** If there are more edits than this number, all lines between the first and the last difference are one piece. */
    private static final int MAX_EDITS = 1_000;

    private final List<String> old;
    private final List<String> now;

    private LineDifference(List<String> old, List<String> now) {
        this.old = old;
        this.now = now;
    }

    /** Removed lines and the lines that replace them. Ends are exclusive. */
    record Piece(int oldStart, int oldEnd, int newStart, int newEnd) {

        Piece moved(int by) {
            return new Piece(oldStart + by, oldEnd + by, newStart + by, newEnd + by);
        }
    }

    static List<Piece> of(List<String> old, List<String> now) {
        int start = 0;
        int shorter = Math.min(old.size(), now.size());
        while (start < shorter && old.get(start).equals(now.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
            end++;
        }
        int prefix = start;
        return new LineDifference(old.subList(start, old.size() - end), now.subList(start, now.size() - end))
                .pieces().stream().map(piece -> piece.moved(prefix)).toList();
    }

    private List<Piece> pieces() {
        if (old.isEmpty() && now.isEmpty()) {
            return List.of();
        }
        List<int[]> rounds = new ArrayList<>();
        int[] furthest = {0, 0, 0};
        int maxEdits = Math.min(MAX_EDITS, old.size() + now.size());
        for (int edits = 0; edits <= maxEdits; edits++) {
            int[] next = new int[2 * edits + 3];
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                int x = furthestX(furthest, edits, diagonal);
                int y = x - diagonal;
                while (x < old.size() && y < now.size() && old.get(x).equals(now.get(y))) {
                    x++;
                    y++;
                }
                next[diagonal + edits + 1] = x;
                if (x >= old.size() && y >= now.size()) {
                    return trace(rounds, edits);
                }
            }
            rounds.add(next);
            furthest = next;
        }
        return List.of(new Piece(0, old.size(), 0, now.size()));
    }

    /**
     * Returns the furthest x on a diagonal after one more edit. A step down adds a new line, and a step to the right
     * removes an old line.
     *
     * @param furthest the furthest x of each diagonal after one fewer edit
     */
    private static int furthestX(int[] furthest, int edits, int diagonal) {
        if (edits == 0) {
            return 0;
        }
        int down = diagonal == edits ? -1 : furthest[diagonal + 1 + edits];
        int right = diagonal == -edits ? -1 : furthest[diagonal - 1 + edits] + 1;
        return Math.max(down, right);
    }

    /** Follows the edits back from the end, and joins adjacent edits. */
    private List<Piece> trace(List<int[]> rounds, int edits) {
        List<Piece> pieces = new ArrayList<>();
        int x = old.size();
        int y = now.size();
        for (int left = edits; left > 0; left--) {
            int[] before = rounds.get(left - 1);
            int diagonal = x - y;
            int down = diagonal == left ? -1 : before[diagonal + 1 + left];
            int right = diagonal == -left ? -1 : before[diagonal - 1 + left] + 1;
            boolean dropped = right > down;
            int fromX = dropped ? right - 1 : down;
            int fromY = fromX - (dropped ? diagonal - 1 : diagonal + 1);
            add(pieces, new Piece(fromX, dropped ? fromX + 1 : fromX, fromY, dropped ? fromY : fromY + 1));
            x = fromX;
            y = fromY;
        }
        Collections.reverse(pieces);
        return pieces;
    }

    /** @param pieces the pieces so far, from the last to the first */
    private static void add(List<Piece> pieces, Piece piece) {
        if (!pieces.isEmpty()) {
            Piece next = pieces.get(pieces.size() - 1);
            if (next.oldStart() == piece.oldEnd() && next.newStart() == piece.newEnd()) {
                pieces.set(
                        pieces.size() - 1, new Piece(piece.oldStart(), next.oldEnd(), piece.newStart(), next.newEnd()));
                return;
            }
        }
        pieces.add(piece);
    }
}
