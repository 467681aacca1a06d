package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Exact arithmetic on JSON numbers that charges its cost to a {@link Budget}. */
final class Numbers {

    /** Squaring a number with this number of digits costs as much as evaluating one keyword. */
    private static final int DIGITS_PER_KEYWORD = 256;

    private Numbers() {}

    static int compare(BigDecimal one, BigDecimal other, Budget budget) {
        if (one.signum() == other.signum() && magnitude(one) == magnitude(other)) {
            spend(one, other, budget);
        }
        return one.compareTo(other);
    }

    /**
     * Returns whether a number is a multiple of another number. Divides unscaled integers, because {@link BigDecimal#remainder}
     * takes milliseconds if the scales differ much.
     */
    static boolean isMultiple(BigDecimal number, BigDecimal of, Budget budget) {
        spend(number, of, budget);
        BigInteger divisor = of.unscaledValue().abs();
        int shift = of.scale() - number.scale();
        if (shift < 0) {
            return number.unscaledValue()
                            .mod(divisor.multiply(BigInteger.TEN.pow(-shift)))
                            .signum()
                    == 0;
        }
        BigInteger power = BigInteger.TEN.modPow(BigInteger.valueOf(shift), divisor);
        return number.unscaledValue().mod(divisor).multiply(power).mod(divisor).signum() == 0;
    }

    /** Returns whether a number is whole in any notation. For example, 5, 5.0 and 5e3 are whole. */
    static boolean isWhole(JsonNode value, Budget budget) {
        if (value.isIntegralNumber()) {
            return true;
        }
        BigDecimal number = value.decimalValue();
        if (number.signum() == 0 || number.scale() <= 0) {
            return true;
        }
        return magnitude(number) > 0 && isMultiple(number, BigDecimal.ONE, budget);
    }

    /** Returns the number of digits before the decimal point. */
    private static long magnitude(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }

    /** Charges the cost of the digits that both numbers have at a common scale. */
    private static void spend(BigDecimal one, BigDecimal other, Budget budget) {
        long digits = Math.abs((long) one.scale() - other.scale()) + one.precision() + other.precision();
        if (digits > DIGITS_PER_KEYWORD) {
            budget.spendKeywords(
                    (int) Math.min(Integer.MAX_VALUE, digits * digits / (DIGITS_PER_KEYWORD * DIGITS_PER_KEYWORD)));
        }
    }
}
