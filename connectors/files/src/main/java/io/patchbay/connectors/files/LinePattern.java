package io.patchbay.connectors.files;

import io.patchbay.typed.ToolFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is searched for in a line. A regular expression can take for ever on a line made for it, so each line has a budget of
 * characters that may be looked at; who spends it is told to search for something simpler.
 */
final class LinePattern {

    private static final int LOOKS = 5_000_000;
    private static final long REPEATS = 100_000;
    private static final Pattern COUNTED = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

    private final Pattern pattern;

    private LinePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static LinePattern literal(String text, boolean ignoreCase) {
        return new LinePattern(Pattern.compile(text, Pattern.LITERAL | flags(ignoreCase)));
    }

    static LinePattern regex(String expression, boolean ignoreCase) {
        checkRepeats(expression);
        try {
            return new LinePattern(Pattern.compile(expression, flags(ignoreCase)));
        } catch (PatternSyntaxException e) {
            throw new ToolFailure("Not a regular expression: " + e.getDescription() + " near index " + e.getIndex() + ".", "invalid_pattern");
        } catch (StackOverflowError e) {
            throw tooCostly();
        }
    }

    /** Where in the line it first stands; -1 for nowhere. */
    int find(String line) {
        try {
            Matcher matcher = pattern.matcher(new Watched(line, new int[] {LOOKS}));
            return matcher.find() ? matcher.start() : -1;
        } catch (StackOverflowError e) {
            throw tooCostly();
        }
    }

    private static int flags(boolean ignoreCase) {
        return ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    }

    /** Counted repeats of nothing look at no character, so that no budget ends them. */
    private static void checkRepeats(String expression) {
        double repeats = 1;
        Matcher counted = COUNTED.matcher(expression);
        while (counted.find()) {
            String most = counted.group(2) == null || counted.group(2).isEmpty() ? counted.group(1) : counted.group(2);
            repeats *= Math.max(1, Double.parseDouble(most));
        }
        if (repeats > REPEATS) {
            throw tooCostly();
        }
    }

    private static ToolFailure tooCostly() {
        return new ToolFailure("This regular expression takes too long. Use a simpler one, or search for plain text.", "too_costly");
    }

    /** A line that counts how often it is looked at. */
    private record Watched(String line, int[] left) implements CharSequence {

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw tooCostly();
            }
            return line.charAt(index);
        }

        @Override
        public int length() {
            return line.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Watched(line.substring(start, end), left);
        }

        @Override
        public String toString() {
            return line;
        }
    }
}
