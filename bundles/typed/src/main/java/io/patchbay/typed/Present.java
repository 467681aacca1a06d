package io.patchbay.typed;

/** Checks that a value is present. */
final class Present {

    private Present() {}

    static Object value(Object value) {
        if (value == null) {
            throw new Mismatch("missing");
        }
        return value;
    }
}
