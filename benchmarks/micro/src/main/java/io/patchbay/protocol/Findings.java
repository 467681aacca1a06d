package io.patchbay.protocol;

/** A defect that a fuzzer has found. */
final class Findings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Findings(String message) {
        super(message);
    }

    static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new Findings(otherwise);
        }
    }
}
