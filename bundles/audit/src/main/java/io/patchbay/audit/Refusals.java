package io.patchbay.audit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.spi.audit.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts requests that were refused before they became calls. The trail therefore gets only a few lines for many
 * refused requests. Requests without an existing key come from strangers. These requests are counted by network and
 * reason, and the trail gets a limited number of lines about them per day. Requests that claim an existing key are
 * counted by that key, separately from strangers. Any thread may call the methods.
 */
final class Refusals {

    /** The maximum number of separate counts for strangers. Requests of further strangers are counted only by reason. */
    static final int MAX_STRANGERS = 240;

    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_TEXT_LENGTH = 64;

    private final Clock clock;
    private final LongSupplier ticks;

    @GuardedBy("this")
    private final Map<Key, Tally> keys = new HashMap<>();

    @GuardedBy("this")
    private final Map<Key, Tally> strangers = new HashMap<>();

    @GuardedBy("this")
    private boolean pending;

    @GuardedBy("this")
    private long soonest;

    /** @param ticks returns monotonic nanoseconds, which determine the pauses; the clock determines the recorded times */
    Refusals(Clock clock, LongSupplier ticks) {
        this.clock = clock;
        this.ticks = ticks;
    }

    /**
     * The number of similar refusals between two instants.
     *
     * @param sources the number of addresses, at most 64
     * @param first the time of the first refusal, in milliseconds since 1970
     * @param last the time of the last refusal, in milliseconds since 1970
     */
    record Count(Refusal refusal, int sources, long count, long first, long last) {}

    /**
     * The key of one count. Requests of strangers are counted by network and reason. Requests with a key are counted by
     * the key's id and reason.
     */
    private record Key(String who, String reason, Refusal.Claim claim) {}

    synchronized void add(Refusal given) {
        long now = ticks.getAsLong();
        Refusal refusal =
                group(new Refusal(cut(given.source()), cut(given.reason()), cut(given.keyId()), given.claim()));
        Tally tally = tally(refusal, now);
        tally.add(refusal, now, clock.millis());
        if (!pending || tally.due() - soonest < 0) {
            soonest = tally.due();
            pending = true;
        }
    }

    /** Returns whether no line is due now. */
    synchronized boolean isQuiet() {
        return untilDue() > 0;
    }

    /** Returns the nanoseconds until a line is due, or {@link Long#MAX_VALUE} if no line will be due. */
    synchronized long untilDue() {
        return pending ? soonest - ticks.getAsLong() : Long.MAX_VALUE;
    }

    /** Removes and returns the counts that are due, or all counts. Only one thread calls this method. */
    synchronized List<Count> takeDue(boolean all) {
        if (!pending || !all && untilDue() > 0) {
            return List.of();
        }
        long now = ticks.getAsLong();
        List<Count> due = new ArrayList<>();
        pending = false;
        for (Map<Key, Tally> tallies : List.of(keys, strangers)) {
            for (Tally tally : tallies.values()) {
                if (tally.isEmpty()) {
                    continue;
                }
                if (all || tally.due() - now <= 0) {
                    due.add(tally.takeCount(now));
                } else if (!pending || tally.due() - soonest < 0) {
                    soonest = tally.due();
                    pending = true;
                }
            }
        }
        removeQuiet(now);
        return due;
    }

    /** Returns the refusal as it is counted. If there are too many strangers, the result has no source and no key. */
    @GuardedBy("this")
    private Refusal group(Refusal refusal) {
        boolean crowded = refusal.claim() == Refusal.Claim.STRANGER
                && strangers.size() >= MAX_STRANGERS
                && !strangers.containsKey(key(refusal));
        return crowded ? new Refusal(Tally.SEVERAL, refusal.reason(), Tally.SEVERAL, refusal.claim()) : refusal;
    }

    @GuardedBy("this")
    private Tally tally(Refusal refusal, long now) {
        Map<Key, Tally> tallies = refusal.claim() == Refusal.Claim.STRANGER ? strangers : keys;
        return tallies.computeIfAbsent(
                key(refusal), unknown -> new Tally(refusal, maxPauseNanos(refusal.claim()), now));
    }

    private static Key key(Refusal refusal) {
        String who = refusal.claim() == Refusal.Claim.STRANGER ? Sources.network(refusal.source()) : refusal.keyId();
        return new Key(who, refusal.reason(), refusal.claim());
    }

    /** Returns the longest pause between two lines: short for a proven key, an hour for a claimed key, six hours for strangers. */
    private static long maxPauseNanos(Refusal.Claim claim) {
        return switch (claim) {
            case PROVEN -> Duration.ofSeconds(10).toNanos();
            case EXISTING -> Duration.ofHours(1).toNanos();
            case STRANGER -> Duration.ofHours(6).toNanos();
        };
    }

    /** Removes counts that have been quiet for a long time, to make room for other counts. */
    @GuardedBy("this")
    private void removeQuiet(long now) {
        keys.entrySet()
                .removeIf(one -> one.getValue().isEmpty()
                        && one.getValue().quietNanos(now)
                                > (one.getKey().claim() == Refusal.Claim.PROVEN ? MINUTE_NANOS : DAY_NANOS));
        strangers.values().removeIf(tally -> tally.isEmpty() && tally.quietNanos(now) > DAY_NANOS);
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH);
    }
}
