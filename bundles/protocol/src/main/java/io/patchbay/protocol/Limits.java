package io.patchbay.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The settings of the protocol, as one immutable snapshot.
 *
 * @param callTimeout maximum time for one round of a call in a connector
 * @param inputTimeout maximum time for a legacy client to answer a connector's question
 * @param maxCalls maximum number of concurrent calls of all connectors
 * @param perConnector limits on the calls of one connector
 * @param sessionIdle idle time after which a legacy session ends
 * @param listTtl the time for which clients may cache a list
 * @param replay the limits on the events that are kept for clients that reconnect
 * @param instructions a text that tells models how to use this server; may be empty
 * @param maxBatch maximum number of messages in one array
 */
public record Limits(
        Duration callTimeout,
        Duration inputTimeout,
        int maxCalls,
        PerConnector perConnector,
        Duration sessionIdle,
        int maxSessions,
        int maxSessionsPerCaller,
        Duration listTtl,
        ReplayLimits replay,
        String instructions,
        int maxBatch) {

    public static final Limits DEFAULT = new Limits(
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            1000,
            PerConnector.DEFAULT,
            Duration.ofMinutes(30),
            20_000,
            2_000,
            Duration.ofSeconds(1),
            ReplayLimits.DEFAULT,
            "",
            50);

    public Limits {
        positive(callTimeout, "callTimeout");
        positive(inputTimeout, "inputTimeout");
        positive(maxCalls, "maxCalls");
        requireNonNull(perConnector, "perConnector");
        positive(sessionIdle, "sessionIdle");
        positive(maxSessions, "maxSessions");
        positive(maxSessionsPerCaller, "maxSessionsPerCaller");
        if (listTtl.isNegative()) {
            throw new IllegalArgumentException("listTtl is negative: " + listTtl);
        }
        requireNonNull(replay, "replay");
        requireNonNull(instructions, "instructions");
        positive(maxBatch, "maxBatch");
    }

    /**
     * The limits on the calls of one connector.
     *
     * @param calls maximum number of concurrent calls
     * @param waiting maximum number of calls that wait for a free place
     * @param patience maximum time that a call waits
     * @param stuck the number of stuck calls at which new calls are refused; a stuck call uses the processor without a pause, or
     *     still runs after it was ended
     */
    public record PerConnector(int calls, int waiting, Duration patience, int stuck) {

        public static final PerConnector DEFAULT = new PerConnector(64, 128, Duration.ofSeconds(2), 8);

        public PerConnector {
            positive(calls, "calls");
            if (waiting < 0 || patience.isNegative()) {
                throw new IllegalArgumentException("waiting or patience is negative: " + waiting + ", " + patience);
            }
            positive(stuck, "stuck");
        }
    }

    public Limits withPerConnector(PerConnector changed) {
        return new Limits(
                callTimeout,
                inputTimeout,
                maxCalls,
                changed,
                sessionIdle,
                maxSessions,
                maxSessionsPerCaller,
                listTtl,
                replay,
                instructions,
                maxBatch);
    }

    public Limits withCallTimeout(Duration timeout) {
        return new Limits(
                timeout,
                inputTimeout,
                maxCalls,
                perConnector,
                sessionIdle,
                maxSessions,
                maxSessionsPerCaller,
                listTtl,
                replay,
                instructions,
                maxBatch);
    }

    Limits withReplay(ReplayLimits changed) {
        return new Limits(
                callTimeout,
                inputTimeout,
                maxCalls,
                perConnector,
                sessionIdle,
                maxSessions,
                maxSessionsPerCaller,
                listTtl,
                changed,
                instructions,
                maxBatch);
    }

    public Limits withMaxBatch(int changed) {
        return new Limits(
                callTimeout,
                inputTimeout,
                maxCalls,
                perConnector,
                sessionIdle,
                maxSessions,
                maxSessionsPerCaller,
                listTtl,
                replay,
                instructions,
                changed);
    }

    private static void positive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is not positive: " + duration);
        }
    }

    private static void positive(int number, String name) {
        if (number < 1) {
            throw new IllegalArgumentException(name + " is not positive: " + number);
        }
    }
}
