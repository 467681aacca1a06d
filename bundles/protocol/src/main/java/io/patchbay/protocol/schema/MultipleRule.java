package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * The rule of {@code multipleOf}.
 *
 * @param small true if the divisor is an int or a long
 * @param whole the divisor as a long if {@code small} is true, so that dividing most numbers needs no
 *     {@link BigDecimal}
 */
record MultipleRule(BigDecimal divisor, boolean small, long whole, String text) implements ExactKeyword.Rule {

    static MultipleRule of(JsonNode divisor) {
        boolean small = divisor.isInt() || divisor.isLong();
        return new MultipleRule(divisor.decimalValue(), small, small ? divisor.longValue() : 0, divisor.asText());
    }

    @Override
    public boolean holds(JsonNode value, Budget budget) {
        if (!value.isNumber()) {
            return true;
        }
        return small && (value.isInt() || value.isLong())
                ? value.longValue() % whole == 0
                : Numbers.isMultiple(value.decimalValue(), divisor, budget);
    }

    @Override
    public String complaint(JsonNode value) {
        return "must be multiple of " + text;
    }
}
