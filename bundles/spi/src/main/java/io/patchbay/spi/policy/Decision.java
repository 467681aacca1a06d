package io.patchbay.spi.policy;

import static java.util.Objects.requireNonNull;

/** What policy answers. */
public sealed interface Decision {

    Decision ALLOW = new Allow();

    /** Run it. */
    record Allow() implements Decision {}

    /**
     * Do not.
     *
     * @param code for programs, for example {@code operation_not_supported}
     * @param message for the model: what is so, and what it can do instead
     */
    record Deny(String code, String message) implements Decision {
        public Deny {
            requireNonNull(code, "code");
            requireNonNull(message, "message");
        }
    }

    /** Kept for a person to decide over. */
    record Draft(String id, String message) implements Decision {
        public Draft {
            requireNonNull(id, "id");
            requireNonNull(message, "message");
        }
    }
}
