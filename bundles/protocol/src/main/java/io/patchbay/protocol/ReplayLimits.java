package io.patchbay.protocol;

import java.time.Duration;

/**
 * The limits on the events that are kept for legacy clients to fetch after a lost connection.
 *
 * @param keep the time for which an event is kept
 * @param events maximum number of events in one session
 * @param bytes maximum size of the events in one session
 * @param totalBytes maximum size of the events in all sessions; the sessions of one caller may use a quarter of this size
 * @param retry the time that clients should wait before they reconnect
 * @param poll the maximum age of a connection; the server closes an older connection, and the client reconnects; zero
 *     for no maximum
 */
public record ReplayLimits(Duration keep, int events, int bytes, long totalBytes, Duration retry, Duration poll) {

    public static final ReplayLimits DEFAULT = new ReplayLimits(
            Duration.ofMinutes(5), 1000, 4 * 1024 * 1024, 64 * 1024 * 1024, Duration.ofSeconds(1), Duration.ZERO);

    public ReplayLimits {
        if (keep.isNegative() || keep.isZero() || events < 1 || bytes < 1 || totalBytes < 1) {
            throw new IllegalArgumentException("keep, events, bytes and totalBytes must be positive.");
        }
        if (retry.isNegative() || poll.isNegative()) {
            throw new IllegalArgumentException("retry and poll must not be negative.");
        }
    }
}
