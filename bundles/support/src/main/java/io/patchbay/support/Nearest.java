package io.patchbay.support;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that is most similar to a misspelled name. */
public final class Nearest {

    private Nearest() {}

    /**
     * Returns the name with the fewest edits from the text. Returns an empty result if the name needs more than {@code maxEdits}
     * edits. An edit inserts, removes or replaces one letter (Levenshtein distance). Upper and lower case count as the same letter.
     */
    public static Optional<String> to(String text, Collection<String> names, int maxEdits) {
        return names.stream()
                .min(Comparator.comparingInt((String name) -> distance(text, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(text, name) <= maxEdits);
    }

    /**
     * Returns the minimum number of edits that turn one text into the other (Levenshtein distance). Upper and lower case count as
     * the same letter.
     */
    public static int distance(String left, String right) {
        int[] before = new int[right.length() + 1];
        Arrays.setAll(before, i -> i);
        for (int i = 1; i <= left.length(); i++) {
            int[] now = new int[right.length() + 1];
            now[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = isSameLetter(left.charAt(i - 1), right.charAt(j - 1)) ? 0 : 1;
                now[j] = Math.min(before[j - 1] + replaced, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[right.length()];
    }

    private static boolean isSameLetter(char left, char right) {
        return Character.toLowerCase(left) == Character.toLowerCase(right);
    }
}
