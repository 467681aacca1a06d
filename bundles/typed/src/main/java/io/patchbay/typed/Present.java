package io.patchbay.typed;

/** Checks that a value is not null. */
final class Present {

    private Present() {}

    static Object value(Object value) {
        if (value == null) {
            throw new Mismatch("is required");
        }
        return value;
    }
}
