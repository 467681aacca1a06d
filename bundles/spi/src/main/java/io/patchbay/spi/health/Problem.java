package io.patchbay.spi.health;

import static java.util.Objects.requireNonNull;

/**
 * A problem that operators need to know about.
 *
 * @param message one readable line without secrets. The line says what is wrong, where, and why.
 */
public record Problem(Severity severity, String message) {

    public Problem {
        requireNonNull(severity, "severity");
        requireNonNull(message, "message");
    }

    /** The severity of a problem. */
    public enum Severity {
        /** The server accepts traffic, but an operator should look at the problem. */
        DEGRADED,
        /** The server must not receive traffic. */
        NOT_READY
    }
}
