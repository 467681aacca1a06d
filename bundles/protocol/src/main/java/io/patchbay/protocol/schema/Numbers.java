package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Exact arithmetic on JSON numbers, whose cost is taken from a {@link Budget}. */
final class Numbers {

    /** Of digits whose square costs as much as a keyword. */
    private static final int DIGITS_A_KEYWORD = 256;

    private Numbers() {}

    static int compare(BigDecimal one, BigDecimal other, Budget budget) {
        if (one.signum() == other.signum() && magnitude(one) == magnitude(other)) {
            pay(one, other, budget);
        }
        return one.compareTo(other);
    }

    /** Divides whole numbers: {@link BigDecimal#remainder} takes milliseconds where the scales are far apart. */
    static boolean isMultiple(BigDecimal number, BigDecimal of, Budget budget) {
        pay(number, of, budget);
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

    /** Returns whether a number is whole, however it is written: 5, 5.0 and 5e3 are. */
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

    /** How many digits are before the point. */
    private static long magnitude(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }

    /** Aligned to one scale, the numbers have as many digits as this counts. */
    private static void pay(BigDecimal one, BigDecimal other, Budget budget) {
        long digits = Math.abs((long) one.scale() - other.scale()) + one.precision() + other.precision();
        if (digits > DIGITS_A_KEYWORD) {
            budget.keywords((int) Math.min(Integer.MAX_VALUE, digits * digits / (DIGITS_A_KEYWORD * DIGITS_A_KEYWORD)));
        }
    }
}
