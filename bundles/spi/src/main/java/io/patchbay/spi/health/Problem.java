package io.patchbay.spi.health;

import static java.util.Objects.requireNonNull;

/**
 * A problem that operators need to know about.
 *
 * @param message one readable line: what is wrong, where, and why; no secrets
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
        /** The server must not get traffic. */
        NOT_READY
    }
}
