package io.patchbay.protocol.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A zero that keeps its minus sign, which {@link BigDecimal} cannot represent. A negative zero is equal to zero. */
final class NegativeZero extends BigDecimal {

    private static final long serialVersionUID = 1L;

    private final String text;

    /** @param text as the client wrote it, for example {@code -0.0} */
    NegativeZero(String text, int scale) {
        super(BigInteger.ZERO, scale);
        this.text = text;
    }

    @Override
    public double doubleValue() {
        return -0.0;
    }

    @Override
    public float floatValue() {
        return -0.0f;
    }

    @Override
    public String toString() {
        return text;
    }
}
