package io.patchbay.admin;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the command that a mistyped name probably means. */
final class NearestCommand {

    private NearestCommand() {}

    /** Returns the name that differs from a text in the fewest letters, ignoring case; empty if more than {@code maxLetters} differ. */
    static Optional<String> find(String text, Collection<String> names, int maxLetters) {
        return names.stream()
                .min(Comparator.comparingInt((String name) -> distance(text, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(text, name) <= maxLetters);
    }

    /** Returns the Levenshtein distance. */
    private static int distance(String left, String right) {
        int[] before = new int[right.length() + 1];
        Arrays.setAll(before, i -> i);
        for (int i = 1; i <= left.length(); i++) {
            int[] now = new int[right.length() + 1];
            now[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int same =
                        Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1)) ? 0 : 1;
                now[j] = Math.min(before[j - 1] + same, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[right.length()];
    }
}
