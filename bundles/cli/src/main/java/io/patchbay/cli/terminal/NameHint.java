package io.patchbay.cli.terminal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Suggests known names for a mistyped name. */
public final class NameHint {

    private static final int MAX_NAMES = 3;

    private NameHint() {}

    /** Returns a sentence with the most similar known names. Returns an empty result if no name is similar. */
    public static String hint(String typed, Collection<String> known) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        List<String> near = known.stream()
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= 1 + wanted.length() / 3
                        || wanted.length() > 2 && name.toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))))
                .limit(MAX_NAMES)
                .collect(Collectors.toList());
        return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
    }

    /** Returns the Levenshtein distance: how many letters differ, are missing or are added. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
