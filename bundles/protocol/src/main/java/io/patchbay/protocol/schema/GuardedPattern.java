package io.patchbay.protocol.schema;

import com.networknt.schema.regex.RegularExpression;
import io.patchbay.api.SchemaPattern;
import java.util.regex.Pattern;

/** A regular expression whose search ends: the characters it looks at are counted. */
final class GuardedPattern implements RegularExpression {

    /** The library tells a pattern nothing but the text; whoever has one run says here which budget pays. */
    private static final ThreadLocal<Budget> PAYS = new ThreadLocal<>();

    /** So often a pattern may look at all of a text; what looks more often does not do so in proportion to its length. */
    private static final int FREE_ROUNDS = 4;

    private final Pattern pattern;

    /** @throws java.util.regex.PatternSyntaxException with the reason, see {@link SchemaPattern} */
    GuardedPattern(String regex) {
        this.pattern = SchemaPattern.compile(regex);
    }

    /** Runs a check in which patterns are searched for. */
    static void paying(Budget budget, Runnable check) {
        Budget before = PAYS.get();
        PAYS.set(budget);
        try {
            check.run();
        } finally {
            if (before == null) {
                PAYS.remove();
            } else {
                PAYS.set(before);
            }
        }
    }

    @Override
    public boolean matches(String value) {
        Budget budget = PAYS.get();
        if (budget == null) {
            throw new IllegalStateException("nobody pays for this pattern");
        }
        try {
            return pattern.matcher(new Counted(value, budget, new int[] {FREE_ROUNDS * (value.length() + 1)}))
                    .find();
        } catch (StackOverflowError e) {
            throw new Budget.TooCostly();
        }
    }

    /** A text whose characters cost from the moment each was looked at a few times. */
    private record Counted(CharSequence text, Budget budget, int[] free) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--free[0] < 0) {
                budget.character();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), budget, free);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
