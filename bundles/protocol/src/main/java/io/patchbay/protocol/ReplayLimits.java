package io.patchbay.protocol;

import java.time.Duration;

/**
 * How much is kept for clients whose connections break, so that they can come back for it (legacy era).
 *
 * @param keep how long an event is kept
 * @param events how many are kept in one session
 * @param bytes how much is kept in one session
 * @param totalBytes how much is kept in all sessions; those of one caller have a quarter of it
 * @param retry how long clients are asked to wait before they come back
 * @param poll after which a connection is closed, so that its client comes back later; zero for never
 */
public record ReplayLimits(Duration keep, int events, int bytes, long totalBytes, Duration retry, Duration poll) {

    public static final ReplayLimits DEFAULT = new ReplayLimits(
            Duration.ofMinutes(5), 1000, 4 * 1024 * 1024, 64 * 1024 * 1024, Duration.ofSeconds(1), Duration.ZERO);

    public ReplayLimits {
        if (keep.isNegative() || keep.isZero() || events < 1 || bytes < 1 || totalBytes < 1) {
            throw new IllegalArgumentException("What is kept of streams must be positive.");
        }
        if (retry.isNegative() || poll.isNegative()) {
            throw new IllegalArgumentException("Clients cannot come back in the past.");
        }
    }
}
