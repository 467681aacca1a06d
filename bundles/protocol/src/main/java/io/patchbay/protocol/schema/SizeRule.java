package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** The bounds on the length of strings, arrays and objects. A bound may be written as 2, 2.0 or 1e10. */
record SizeRule(Kind kind, int bound, String text) implements ExactKeyword.Rule {

    /** Counting this number of characters costs as much as evaluating one keyword. */
    private static final int CHARACTERS_PER_KEYWORD = 64;

    private static final BigDecimal MAX_BOUND = BigDecimal.valueOf(Integer.MAX_VALUE);

    /** The keyword, which decides what is counted and whether the bound is lower or upper. */
    enum Kind {
        MIN_LENGTH("minLength", "must be at least %s characters long"),
        MAX_LENGTH("maxLength", "must be at most %s characters long"),
        MIN_ITEMS("minItems", "must have at least %s items but found %s"),
        MAX_ITEMS("maxItems", "must have at most %s items but found %s"),
        MIN_PROPERTIES("minProperties", "must have at least %s properties but found %s"),
        MAX_PROPERTIES("maxProperties", "must have at most %s properties but found %s");

        private final String keyword;
        private final String complaint;

        Kind(String keyword, String complaint) {
            this.keyword = keyword;
            this.complaint = complaint;
        }

        String keyword() {
            return keyword;
        }

        private boolean counts(JsonNode value) {
            return switch (this) {
                case MIN_LENGTH, MAX_LENGTH -> value.isTextual();
                case MIN_ITEMS, MAX_ITEMS -> value.isArray();
                case MIN_PROPERTIES, MAX_PROPERTIES -> value.isObject();
            };
        }

        private boolean isLower() {
            return this == MIN_LENGTH || this == MIN_ITEMS || this == MIN_PROPERTIES;
        }
    }

    /** Returns the rule of a keyword. Limits the bound to an int, because no value has more parts than an int can count. */
    static SizeRule of(Kind kind, JsonNode bound) {
        int clamped = bound.isInt()
                ? bound.intValue()
                : bound.decimalValue().min(MAX_BOUND).intValue();
        return new SizeRule(kind, clamped, bound.asText());
    }

    @Override
    public boolean holds(JsonNode value, Budget budget) {
        if (!kind.counts(value)) {
            return true;
        }
        int size = value.isTextual() ? length(value.textValue(), budget) : value.size();
        return kind.isLower() ? size >= bound : size <= bound;
    }

    @Override
    public String complaint(JsonNode value) {
        return String.format(kind.complaint, text, value.size());
    }

    /**
     * Returns the number of code points in a string. If the number of chars already satisfies an upper bound, returns
     * the number of chars instead.
     */
    private int length(String value, Budget budget) {
        if (!kind.isLower() && value.length() <= bound) {
            return value.length();
        }
        budget.spendKeywords(value.length() / CHARACTERS_PER_KEYWORD);
        return value.codePointCount(0, value.length());
    }
}
