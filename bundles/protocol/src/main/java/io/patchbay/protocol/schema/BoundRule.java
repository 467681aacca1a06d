package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The rule of {@code minimum}, {@code maximum} and their exclusive forms.
 *
 * @param small true if the bound is an int or a long
 * @param whole the bound as a long if {@code small} is true, so that comparing most numbers needs no {@link BigDecimal}
 * @param text the bound as written in the schema
 */
record BoundRule(Kind kind, BigDecimal bound, boolean small, long whole, String text) implements ExactKeyword.Rule {

    /** The keyword, which decides whether the bound is lower or upper, and whether a value may equal the bound. */
    enum Kind {
        MINIMUM("minimum", "must have a minimum value of ", comparison -> comparison >= 0),
        MAXIMUM("maximum", "must have a maximum value of ", comparison -> comparison <= 0),
        EXCLUSIVE_MINIMUM("exclusiveMinimum", "must have an exclusive minimum value of ", comparison -> comparison > 0),
        EXCLUSIVE_MAXIMUM("exclusiveMaximum", "must have an exclusive maximum value of ", comparison -> comparison < 0);

        private final String keyword;
        private final String complaint;
        private final IntPredicate admits;

        Kind(String keyword, String complaint, IntPredicate admits) {
            this.keyword = keyword;
            this.complaint = complaint;
            this.admits = admits;
        }

        String keyword() {
            return keyword;
        }

        Optional<ExactKeyword.Rule> of(ExactKeyword.Given given) {
            return Optional.of(rule(given.value()));
        }

        /** Returns the rule in draft-04, where the exclusive keywords are flags that change {@code minimum} or {@code maximum}. */
        Optional<ExactKeyword.Rule> ofDraft4(ExactKeyword.Given given) {
            return switch (this) {
                case MINIMUM -> Optional.of(flagged(given, EXCLUSIVE_MINIMUM).rule(given.value()));
                case MAXIMUM -> Optional.of(flagged(given, EXCLUSIVE_MAXIMUM).rule(given.value()));
                case EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM -> Optional.empty();
            };
        }

        private Kind flagged(ExactKeyword.Given given, Kind exclusive) {
            return given.schema().path(exclusive.keyword).asBoolean() ? exclusive : this;
        }

        private ExactKeyword.Rule rule(JsonNode bound) {
            boolean small = bound.isInt() || bound.isLong();
            return new BoundRule(this, bound.decimalValue(), small, small ? bound.longValue() : 0, bound.asText());
        }
    }

    @Override
    public boolean holds(JsonNode value, Budget budget) {
        if (!value.isNumber()) {
            return true;
        }
        int comparison = small && (value.isInt() || value.isLong())
                ? Long.compare(value.longValue(), whole)
                : Numbers.compare(value.decimalValue(), bound, budget);
        return kind.admits.test(comparison);
    }

    @Override
    public String complaint(JsonNode value) {
        return kind.complaint + text;
    }
}
