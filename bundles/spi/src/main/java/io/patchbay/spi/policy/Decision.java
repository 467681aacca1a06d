package io.patchbay.spi.policy;

import static java.util.Objects.requireNonNull;

/** The decision of policy on one operation. */
public sealed interface Decision {

    /** The decision to run the operation. */
    Decision ALLOW = new Allow();

    /** The operation runs. */
    record Allow() implements Decision {}

    /**
     * The operation does not run.
     *
     * @param code the code for programs, for example {@code operation_not_supported}
     * @param message the message for the model. The message says why the operation is denied, and what to do instead.
     */
    record Deny(String code, String message) implements Decision {
        public Deny {
            requireNonNull(code, "code");
            requireNonNull(message, "message");
        }
    }

    /**
     * The operation does not run now. The server stores the operation as a draft until a person approves or rejects the draft.
     *
     * @param message the message for the model
     */
    record Draft(String id, String message) implements Decision {
        public Draft {
            requireNonNull(id, "id");
            requireNonNull(message, "message");
        }
    }
}
