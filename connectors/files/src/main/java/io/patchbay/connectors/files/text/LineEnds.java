package io.patchbay.connectors.files.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Replaces parts of a text and keeps the original line ends. Callers see the text in the form that models write, in
 * which all lines end in LF.
 */
public final class LineEnds {

    private final String text;
    private final String plain;

    /** The positions in the plain text at which a line originally ended in CR LF, in ascending order. */
    private final int[] pairs;

    private LineEnds(String text, String plain, int[] pairs) {
        this.text = text;
        this.plain = plain;
        this.pairs = pairs;
    }

    public static LineEnds of(String text) {
        if (text.indexOf('\r') < 0) {
            return new LineEnds(text, text, new int[0]);
        }
        StringBuilder plain = new StringBuilder(text.length());
        int[] pairs = new int[16];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                pairs = count == pairs.length ? Arrays.copyOf(pairs, count * 2) : pairs;
                pairs[count++] = plain.length();
                i++;
            }
            plain.append(c == '\r' ? '\n' : c);
        }
        return new LineEnds(text, plain.toString(), Arrays.copyOf(pairs, count));
    }

    /** Returns the text with LF at the end of all lines. */
    public static String plain(String text) {
        return of(text).plain;
    }

    public String plain() {
        return plain;
    }

    /**
     * Replaces one part of the original text, and returns the whole text. The new part gets the line ends that fit at
     * its position.
     */
    public String replace(int from, int to, String plainText) {
        return text.substring(0, originalPosition(from))
                + withFittingEnds(from, to, plainText)
                + text.substring(originalPosition(to));
    }

    /** Replaces each occurrence of a part in the original text, and returns the whole text. */
    public String replaceAll(String plainPart, String plainText) {
        StringBuilder replaced = new StringBuilder(text.length());
        int done = 0;
        for (int at = plain.indexOf(plainPart); at >= 0; at = plain.indexOf(plainPart, done)) {
            replaced.append(text, originalPosition(done), originalPosition(at))
                    .append(withFittingEnds(at, at + plainPart.length(), plainText));
            done = at + plainPart.length();
        }
        return replaced.append(text, originalPosition(done), text.length()).toString();
    }

    /**
     * Returns the new text with line ends that fit the replaced part. Unchanged lines keep their ends. Other lines get
     * the ends of the part, or the end of the line that contains the part.
     */
    private String withFittingEnds(int from, int to, String plainText) {
        if (plainText.indexOf('\n') < 0 || plain == text) {
            return plainText;
        }
        List<String> ends = ends(from, to);
        String[] before = plain.substring(from, to).split("\n", -1);
        String[] after = plainText.split("\n", -1);
        int maxEqual = Math.min(before.length, after.length) - 1;
        int first = 0;
        while (first < maxEqual && before[first].equals(after[first])) {
            first++;
        }
        int last = 0;
        while (last < maxEqual - first && before[before.length - 1 - last].equals(after[after.length - 1 - last])) {
            last++;
        }
        String defaultEnd = defaultEnd(from, to, ends);
        StringBuilder fitted = new StringBuilder();
        for (int i = 0; i < after.length - 1; i++) {
            int fromEnd = after.length - 1 - i;
            String end = i < first
                    ? ends.get(i)
                    : fromEnd <= last ? ends.get(ends.size() - fromEnd) : i < ends.size() ? ends.get(i) : defaultEnd;
            fitted.append(after[i]).append(end);
        }
        return fitted.append(after[after.length - 1]).toString();
    }

    private String defaultEnd(int from, int to, List<String> ends) {
        if (!ends.isEmpty()) {
            return ends.get(ends.size() - 1);
        }
        int next = plain.indexOf('\n', to);
        int nearest = next >= 0 ? next : plain.lastIndexOf('\n', from);
        return nearest >= 0 ? end(nearest) : "\n";
    }

    private List<String> ends(int from, int to) {
        List<String> ends = new ArrayList<>();
        for (int at = plain.indexOf('\n', from); at >= 0 && at < to; at = plain.indexOf('\n', at + 1)) {
            ends.add(end(at));
        }
        return ends;
    }

    private String end(int at) {
        return Arrays.binarySearch(pairs, at) >= 0
                ? "\r\n"
                : text.substring(originalPosition(at), originalPosition(at) + 1);
    }

    private int originalPosition(int at) {
        int found = Arrays.binarySearch(pairs, at);
        return at + (found >= 0 ? found : -found - 1);
    }
}
