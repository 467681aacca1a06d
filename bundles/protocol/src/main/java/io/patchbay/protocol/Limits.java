package io.patchbay.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The settings of the protocol, as one immutable snapshot.
 *
 * @param callTimeout how long a connector may work on one round of a call
 * @param inputTimeout how long a legacy client's side may take to answer what a connector asks
 * @param maxCalls how many calls run at once, of all connectors
 * @param perConnector how many of them in one connector
 * @param sessionIdle after which a legacy session that nobody uses ends
 * @param listTtl how long clients may keep a list
 * @param replay what is kept for clients that come back
 * @param instructions for the model, on how to use this server; perhaps empty
 * @param maxBatch how many messages one array may have
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
     * What bounds the calls of one connector.
     *
     * @param calls how many run at once
     * @param waiting how many more wait for one of these to end
     * @param patience how long they do
     * @param stuck when so many are at work without a pause, or were ended and go on all the same, no more are let in
     */
    public record PerConnector(int calls, int waiting, Duration patience, int stuck) {

        public static final PerConnector DEFAULT = new PerConnector(64, 128, Duration.ofSeconds(2), 8);

        public PerConnector {
            positive(calls, "calls");
            if (waiting < 0 || patience.isNegative()) {
                throw new IllegalArgumentException(
                        "waiting and patience are not negative: " + waiting + ", " + patience);
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
