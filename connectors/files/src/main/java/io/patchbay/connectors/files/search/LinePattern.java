package io.patchbay.connectors.files.search;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.patchbay.typed.ToolFailure;

/**
 * A pattern that a search looks for in each line: plain text or an RE2 regular expression. The time for a line is at
 * most proportional to the size of the expression times the length of the line. The size is limited before the
 * expression is compiled. The time for each line is also limited.
 */
public final class LinePattern {

    private static final int MAX_EXPRESSION_SIZE = 10_000;
    private static final int MAX_STEPS_PER_LINE = 100_000_000;
    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

    private final Finder finder;

    private LinePattern(Finder finder) {
        this.finder = finder;
    }

    private interface Finder {
        int find(String line);
    }

    public static LinePattern literal(String text, boolean ignoreCase) {
        int flags = java.util.regex.Pattern.CASE_INSENSITIVE | java.util.regex.Pattern.UNICODE_CASE;
        java.util.regex.Pattern anyCase =
                java.util.regex.Pattern.compile(text, java.util.regex.Pattern.LITERAL | flags);
        return new LinePattern(ignoreCase ? line -> start(anyCase.matcher(line)) : line -> line.indexOf(text));
    }

    public static LinePattern regex(String expression, boolean ignoreCase) {
        if (estimateSize(expression) > MAX_EXPRESSION_SIZE) {
            throw tooCostly();
        }
        try {
            Pattern pattern = Pattern.compile(expression, ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
            int maxReads = MAX_STEPS_PER_LINE / Math.max(1, pattern.programSize());
            return new LinePattern(line -> start(pattern.matcher(new MeteredLine(line, new int[] {maxReads}))));
        } catch (PatternSyntaxException e) {
            throw new ToolFailure(
                    "'text' is not a valid regular expression in RE2 syntax: " + e.getDescription()
                            + ". Correct the expression, or search for plain text with regex=false.",
                    "invalid_pattern");
        } catch (StackOverflowError e) {
            throw tooCostly();
        }
    }

    /** Returns the index of the first match in a line. Returns -1 if the line does not match. */
    int find(String line) {
        return finder.find(line);
    }

    private static int start(java.util.regex.Matcher matcher) {
        return matcher.find() ? matcher.start() : -1;
    }

    private static int start(Matcher matcher) {
        return matcher.find() ? matcher.start() : -1;
    }

    /**
     * Returns an upper bound of the size of the compiled expression. Each repetition copies its operand, and the copy
     * of a group contains the whole content of the group.
     */
    private static double estimateSize(String expression) {
        double copies = expression.length();
        double times = 1;
        java.util.regex.Matcher counted = REPETITION.matcher(expression);
        while (counted.find()) {
            String maximum =
                    counted.group(2) == null || counted.group(2).isEmpty() ? counted.group(1) : counted.group(2);
            double count = Math.max(1, Double.parseDouble(maximum));
            if (counted.start() > 0 && ")}*+?".indexOf(expression.charAt(counted.start() - 1)) < 0) {
                copies += count;
            } else {
                times *= count;
            }
        }
        return copies * times;
    }

    private static ToolFailure tooCostly() {
        return new ToolFailure(
                "This regular expression takes too long. Use a simpler expression, or search for plain text with regex=false.",
                "too_costly");
    }

    /** A line whose characters can be read only a limited number of times. */
    private record MeteredLine(String line, int[] readsLeft) implements CharSequence {

        @Override
        public char charAt(int index) {
            if (--readsLeft[0] < 0) {
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
            return line.substring(start, end);
        }

        @Override
        public String toString() {
            return line;
        }
    }
}
