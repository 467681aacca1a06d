package io.patchbay.spi.audit;

import static java.util.Objects.requireNonNull;

/**
 * How an operation came out.
 *
 * @param code for example an {@code io.patchbay/code} or a JSON-RPC code; perhaps empty; never a message from a connector
 */
public record Outcome(Kind kind, String code) {

    public static final Outcome OK = new Outcome(Kind.OK, "");

    public Outcome {
        requireNonNull(kind, "kind");
        requireNonNull(code, "code");
    }

    /** How, roughly. */
    public enum Kind {
        /** Answered. */
        OK,
        /** Answered with what the model can put right. */
        FAILED,
        /** Input was asked for first. */
        INPUT_REQUIRED,
        /** Policy said no. */
        DENIED,
        /** Kept as a draft. */
        DRAFT,
        /** The client did something wrong. */
        INVALID,
        /** The client cancelled or went; with a code, the server stopped it: an operator wanted so, or the right to it was lost. */
        CANCELLED,
        /** The deadline passed. */
        TIMEOUT,
        /** Something of ours or a connector's broke. */
        ERROR
    }
}
