package io.patchbay.protocol.schema;

import com.networknt.schema.regex.RegularExpression;
import io.patchbay.api.SchemaPattern;
import java.util.regex.Pattern;

/** A regular expression whose search always ends, because the search may read only a limited number of characters. */
final class GuardedPattern implements RegularExpression {

    /**
     * The budget of the running check. The check sets its budget in this field, because the library passes only the text to a
     * pattern.
     */
    private static final ThreadLocal<Budget> CURRENT_BUDGET = new ThreadLocal<>();
    /**
     * The number of times that a pattern may read the whole text for free. A pattern that exceeds this number does not run in
     * linear time.
     */
    private static final int FREE_ROUNDS = 4;

    private final Pattern pattern;

    /**
     * Compiles a regular expression.
     *
     * @throws java.util.regex.PatternSyntaxException with the reason, see {@link SchemaPattern}
     */
    GuardedPattern(String regex) {
        this.pattern = SchemaPattern.compile(regex);
    }

    /** Runs a check whose patterns use this budget. */
    static void runWithBudget(Budget budget, Runnable check) {
        Budget before = CURRENT_BUDGET.get();
        CURRENT_BUDGET.set(budget);
        try {
            check.run();
        } finally {
            if (before == null) {
                CURRENT_BUDGET.remove();
            } else {
                CURRENT_BUDGET.set(before);
            }
        }
    }

    @Override
    public boolean matches(String value) {
        Budget budget = CURRENT_BUDGET.get();
        if (budget == null) {
            throw new IllegalStateException("No budget is set for this pattern.");
        }
        try {
            return pattern.matcher(new Counted(value, budget, new int[] {FREE_ROUNDS * (value.length() + 1)}))
                    .find();
        } catch (StackOverflowError e) {
            throw new Budget.TooCostly();
        }
    }

    /** A text that charges the budget for each character that is read after the free characters. */
    private record Counted(CharSequence text, Budget budget, int[] free) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--free[0] < 0) {
                budget.spendCharacter();
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
