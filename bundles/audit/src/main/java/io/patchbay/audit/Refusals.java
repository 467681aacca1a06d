package io.patchbay.audit;

import io.patchbay.spi.audit.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts what was refused before it became a call, so that a flood of it becomes a few lines. Strangers are counted by their network
 * and reason: the number of their lines a day is bounded, however many they are. What claims a key that exists is counted by that key,
 * and never lost among strangers. Any thread.
 */
final class Refusals {

    /** So many networks and reasons of strangers are told apart at a time; the rest is counted by reason. */
    static final int MOST_STRANGERS = 240;

    private static final long DAY = Duration.ofDays(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int LONGEST = 64;

    private final Clock clock;
    private final LongSupplier ticks;
    private final Map<Key, Tally> keys = new HashMap<>();
    private final Map<Key, Tally> strangers = new HashMap<>();
    private boolean pending;
    private long soonest;

    /** @param ticks nanoseconds that only move forward, for the pauses; the clock is for the record */
    Refusals(Clock clock, LongSupplier ticks) {
        this.clock = clock;
        this.ticks = ticks;
    }

    /**
     * So many alike, from a first to a last instant.
     *
     * @param sources from how many addresses, up to 64
     */
    record Count(Refusal refusal, int sources, long count, long first, long last) {}

    /** What is counted together: of strangers a network and a reason, of a key its id and a reason. */
    private record Key(String who, String reason, Refusal.Claim claim) {}

    synchronized void add(Refusal given) {
        long now = ticks.getAsLong();
        Refusal refusal =
                named(new Refusal(cut(given.source()), cut(given.reason()), cut(given.keyId()), given.claim()));
        Tally tally = tally(refusal, now);
        tally.add(refusal, now, clock.millis());
        if (!pending || tally.due() - soonest < 0) {
            soonest = tally.due();
            pending = true;
        }
    }

    /** Whether no line is due now. */
    synchronized boolean isQuiet() {
        return untilDue() > 0;
    }

    /** How many nanoseconds until a line is due; the largest number when nothing waits. */
    synchronized long untilDue() {
        return pending ? soonest - ticks.getAsLong() : Long.MAX_VALUE;
    }

    /** Takes what is due, or all there is. One thread. */
    synchronized List<Count> due(boolean all) {
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
                    due.add(tally.take(now));
                } else if (!pending || tally.due() - soonest < 0) {
                    soonest = tally.due();
                    pending = true;
                }
            }
        }
        forget(now);
        return due;
    }

    /** As it is counted: of strangers that are too many the reason alone. */
    private Refusal named(Refusal refusal) {
        boolean crowded = refusal.claim() == Refusal.Claim.STRANGER
                && strangers.size() >= MOST_STRANGERS
                && !strangers.containsKey(key(refusal));
        return crowded ? new Refusal(Tally.SEVERAL, refusal.reason(), Tally.SEVERAL, refusal.claim()) : refusal;
    }

    private Tally tally(Refusal refusal, long now) {
        Map<Key, Tally> tallies = refusal.claim() == Refusal.Claim.STRANGER ? strangers : keys;
        return tallies.computeIfAbsent(key(refusal), unknown -> new Tally(refusal, longest(refusal.claim()), now));
    }

    private static Key key(Refusal refusal) {
        String who = refusal.claim() == Refusal.Claim.STRANGER ? Sources.network(refusal.source()) : refusal.keyId();
        return new Key(who, refusal.reason(), refusal.claim());
    }

    /** Who proved a key is on record soon; who only claims one, within an hour; strangers within six. */
    private static long longest(Refusal.Claim claim) {
        return switch (claim) {
            case PROVEN -> Duration.ofSeconds(10).toNanos();
            case EXISTING -> Duration.ofHours(1).toNanos();
            case STRANGER -> Duration.ofHours(6).toNanos();
        };
    }

    /** What has been quiet for long begins again: a place for others, until then none. */
    private void forget(long now) {
        keys.entrySet()
                .removeIf(one -> one.getValue().isEmpty()
                        && one.getValue().quiet(now) > (one.getKey().claim() == Refusal.Claim.PROVEN ? MINUTE : DAY));
        strangers.values().removeIf(tally -> tally.isEmpty() && tally.quiet(now) > DAY);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
