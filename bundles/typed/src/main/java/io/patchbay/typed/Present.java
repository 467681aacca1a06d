package io.patchbay.typed;

/** A value that must be there. */
final class Present {

    private Present() {}

    static Object value(Object value) {
        if (value == null) {
            throw new Mismatch("missing");
        }
        return value;
    }
}
