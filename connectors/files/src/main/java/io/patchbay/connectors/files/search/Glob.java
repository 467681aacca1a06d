package io.patchbay.connectors.files.search;

import io.patchbay.connectors.files.tree.UnicodeForm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern for names: {@code *} and {@code ?} within a name, {@code **} across folders, {@code [a-z]}, <code>{one,other}</code>.
 * A backslash before a character means that character. Unicode forms are the same. With a slash it is for the path below the folder that is searched, else for the name alone. Matching takes time in proportion
 * to pattern and text, whatever they are.
 */
public final class Glob {

    private static final int MAX_ALTERNATIVES = 64;

    /** A character that means itself is moved here while the pattern is read: a private area of Unicode. */
    private static final int LITERAL = 0x10_0000;

    private static final String HINT = " Write a backslash before it for the character itself.";

    private final boolean wholePath;
    private final List<List<Piece>> alternatives = new ArrayList<>();

    /** @throws IllegalArgumentException for a bracket that does not close, or too many alternatives */
    public Glob(String pattern) {
        this.wholePath = pattern.indexOf('/') >= 0;
        expanded(unescaped(UnicodeForm.composed(pattern)))
                .forEach(alternative -> alternatives.add(pieces(alternative)));
    }

    /** @param below the names from the searched folder on */
    public boolean matches(List<String> below) {
        String text = wholePath ? String.join("/", below) : below.get(below.size() - 1);
        String composed = UnicodeForm.composed(text);
        return alternatives.stream().anyMatch(pieces -> matches(pieces, composed));
    }

    /**
     * One step of a pattern.
     *
     * @param repeats any number of times, none included
     * @param skips takes nothing, and lets the two after it be left out: any folders and their slash
     */
    private record Piece(IntPredicate takes, boolean repeats, boolean skips) {}

    /** Keeps all the places in the pattern that the text may have come to. */
    private static boolean matches(List<Piece> pieces, String text) {
        BitSet places = new BitSet();
        reach(pieces, 0, places);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            BitSet next = new BitSet();
            for (int at = places.nextSetBit(0); at >= 0 && at < pieces.size(); at = places.nextSetBit(at + 1)) {
                if (pieces.get(at).takes().test(text.codePointAt(i))) {
                    reach(pieces, pieces.get(at).repeats() ? at : at + 1, next);
                }
            }
            places = next;
        }
        return places.get(pieces.size());
    }

    private static void reach(List<Piece> pieces, int place, BitSet places) {
        if (places.get(place)) {
            return;
        }
        places.set(place);
        if (place < pieces.size()
                && (pieces.get(place).repeats() || pieces.get(place).skips())) {
            reach(pieces, place + 1, places);
        }
        if (place < pieces.size() && pieces.get(place).skips()) {
            reach(pieces, place + 3, places);
        }
    }

    private static List<Piece> pieces(String pattern) {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < pattern.length(); ) {
            int c = pattern.codePointAt(i);
            if (pattern.startsWith("**", i)) {
                if (pattern.startsWith("**/", i)) {
                    pieces.add(new Piece(any -> false, false, true));
                }
                pieces.add(new Piece(any -> true, true, false));
                i += 2;
            } else if (c == '[') {
                int end = pattern.indexOf(']', i + 2);
                if (end < 0) {
                    throw new IllegalArgumentException("A '[' is not closed." + HINT);
                }
                pieces.add(new Piece(oneOf(pattern.substring(i + 1, end)), false, false));
                i = end + 1;
            } else {
                int literal = literal(c);
                pieces.add(
                        new Piece(c == '*' || c == '?' ? any -> any != '/' : each -> each == literal, c == '*', false));
                i += Character.charCount(c);
            }
        }
        return pieces;
    }

    private static String unescaped(String pattern) {
        StringBuilder text = new StringBuilder();
        int[] points = pattern.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            boolean escapes = points[i] == '\\' && i + 1 < points.length && points[i + 1] < 0x80;
            text.appendCodePoint(escapes ? LITERAL + points[++i] : points[i]);
        }
        return text.toString();
    }

    private static int literal(int c) {
        return c >= LITERAL && c < LITERAL + 0x80 ? c - LITERAL : c;
    }

    private static IntPredicate oneOf(String set) {
        boolean none = set.startsWith("!") || set.startsWith("^");
        int[] points =
                set.substring(none ? 1 : 0).codePoints().map(Glob::literal).toArray();
        return c -> c != '/' && none != holds(points, c);
    }

    private static boolean holds(int[] points, int c) {
        for (int i = 0; i < points.length; i++) {
            boolean range = i + 2 < points.length && points[i + 1] == '-';
            if (range ? c >= points[i] && c <= points[i + 2] : c == points[i]) {
                return true;
            }
            i += range ? 2 : 0;
        }
        return false;
    }

    /** The pattern without its braces, once for each choice. */
    private static List<String> expanded(String pattern) {
        List<String> done = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>(List.of(pattern));
        while (!open.isEmpty()) {
            String next = open.pop();
            int start = lastBrace(next);
            int end = next.indexOf('}', start);
            if (start < 0) {
                done.add(next);
                continue;
            }
            if (end < 0) {
                throw new IllegalArgumentException("A '{' is not closed." + HINT);
            }
            for (String choice : next.substring(start + 1, end).split(",", -1)) {
                open.push(next.substring(0, start) + choice + next.substring(end + 1));
            }
            if (done.size() + open.size() > MAX_ALTERNATIVES) {
                throw new IllegalArgumentException("The pattern has too many alternatives.");
            }
        }
        return done;
    }

    /** Where the innermost choice begins; a brace in a set is only itself. */
    private static int lastBrace(String pattern) {
        int last = -1;
        for (int i = 0; i < pattern.length(); i++) {
            int end = pattern.charAt(i) == '[' ? pattern.indexOf(']', i + 2) : -1;
            if (pattern.charAt(i) == '{') {
                last = i;
            }
            i = Math.max(i, end);
        }
        return last;
    }
}
