package io.patchbay.spi.audit;

import static java.util.Objects.requireNonNull;

/**
 * The outcome of an operation.
 *
 * @param code the code, for example an {@code io.patchbay/code} or a JSON-RPC code. The code may be empty. The code is never a
 *     message from a connector.
 */
public record Outcome(Kind kind, String code) {

    /** A successful outcome without a code. */
    public static final Outcome OK = new Outcome(Kind.OK, "");

    public Outcome {
        requireNonNull(kind, "kind");
        requireNonNull(code, "code");
    }

    /** The kind of an outcome. */
    public enum Kind {
        /** The operation succeeded. */
        OK,
        /** The operation failed for a reason that the model can correct. */
        FAILED,
        /** The operation asked the client for input. */
        INPUT_REQUIRED,
        /** Policy denied the operation. */
        DENIED,
        /** The write was stored as a draft. */
        DRAFT,
        /** The client's request was invalid. */
        INVALID,
        /**
         * The operation was cancelled. If there is no code, the client cancelled the operation or disconnected. If
         * there is a code, the server stopped the operation. The reason is a request of an operator, or a permission
         * that the caller lost.
         */
        CANCELLED,
        /** The deadline passed. */
        TIMEOUT,
        /** The server or a connector failed. */
        ERROR
    }
}
