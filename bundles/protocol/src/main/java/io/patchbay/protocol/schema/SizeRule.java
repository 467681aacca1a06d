package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** How many characters a string, items an array or members an object may have; the bound may be written as 2, 2.0 or 1e10. */
record SizeRule(Kind kind, int bound, String text) implements ExactKeyword.Rule {

    private static final int CHARACTERS_A_KEYWORD = 64;
    private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

    /** What is counted, and on which side the bound is. */
    enum Kind {
        MIN_LENGTH("minLength", "must be at least %s characters long"),
        MAX_LENGTH("maxLength", "must be at most %s characters long"),
        MIN_ITEMS("minItems", "must have at least %s items but found %d"),
        MAX_ITEMS("maxItems", "must have at most %s items but found %d"),
        MIN_PROPERTIES("minProperties", "must have at least %s properties but found %d"),
        MAX_PROPERTIES("maxProperties", "must have at most %s properties but found %d");

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

    /** No value has as many parts as an int can count, so a bound beyond that may be any. */
    static SizeRule of(Kind kind, JsonNode bound) {
        int clamped = bound.isInt()
                ? bound.intValue()
                : bound.decimalValue().min(MOST).intValue();
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

    /** Of characters, which may be pairs of surrogates; short of counting where the bound decides without. */
    private int length(String value, Budget budget) {
        if (!kind.isLower() && value.length() <= bound) {
            return value.length();
        }
        budget.keywords(value.length() / CHARACTERS_A_KEYWORD);
        return value.codePointCount(0, value.length());
    }
}
