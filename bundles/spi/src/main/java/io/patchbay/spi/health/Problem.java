package io.patchbay.spi.health;

import static java.util.Objects.requireNonNull;

/**
 * Something an operator should know.
 *
 * @param message one readable line: what, where and why; no secret
 */
public record Problem(Severity severity, String message) {

    public Problem {
        requireNonNull(severity, "severity");
        requireNonNull(message, "message");
    }

    /** How bad. */
    public enum Severity {
        /** The server serves, something needs a look. */
        DEGRADED,
        /** The server must not get traffic. */
        NOT_READY
    }
}
