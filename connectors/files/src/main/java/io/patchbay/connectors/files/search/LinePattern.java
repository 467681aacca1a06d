package io.patchbay.connectors.files.search;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.patchbay.typed.ToolFailure;

/**
 * What is searched for in a line. Regular expressions are RE2's: their time is the expression's size times the line's length,
 * whatever both are made of. The size is bounded before anything is made of the expression, and the product for each line.
 */
public final class LinePattern {

    private static final int MAX_SIZE = 10_000;
    private static final int STEPS_A_LINE = 100_000_000;
    private static final java.util.regex.Pattern COUNTED = java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

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
        if (size(expression) > MAX_SIZE) {
            throw tooCostly();
        }
        try {
            Pattern pattern = Pattern.compile(expression, ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
            int looks = STEPS_A_LINE / Math.max(1, pattern.programSize());
            return new LinePattern(line -> start(pattern.matcher(new MeteredLine(line, new int[] {looks}))));
        } catch (PatternSyntaxException e) {
            throw new ToolFailure(
                    "Not a regular expression (of RE2's syntax): " + e.getDescription() + ".", "invalid_pattern");
        } catch (StackOverflowError e) {
            throw tooCostly();
        }
    }

    /** Where in the line it first stands; -1 for nowhere. */
    int find(String line) {
        return finder.find(line);
    }

    private static int start(java.util.regex.Matcher matcher) {
        return matcher.find() ? matcher.start() : -1;
    }

    private static int start(Matcher matcher) {
        return matcher.find() ? matcher.start() : -1;
    }

    /** An upper bound: what is repeated is copied so often, a group with all that is in it. */
    private static double size(String expression) {
        double copies = expression.length();
        double times = 1;
        java.util.regex.Matcher counted = COUNTED.matcher(expression);
        while (counted.find()) {
            String most = counted.group(2) == null || counted.group(2).isEmpty() ? counted.group(1) : counted.group(2);
            double count = Math.max(1, Double.parseDouble(most));
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
                "This regular expression takes too long. Use a simpler one, or search for plain text.", "too_costly");
    }

    /** A line that counts how often it is looked at. */
    private record MeteredLine(String line, int[] left) implements CharSequence {

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
            return line.substring(start, end);
        }

        @Override
        public String toString() {
            return line;
        }
    }
}
