package io.patchbay.audit;

import io.patchbay.spi.audit.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts what was refused before it became a call, so that a flood of it becomes a few lines. Bounded, also while the flood goes on. */
final class Refusals {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int MOST_DISTINCT = 256;
    private static final int LONGEST = 64;
    private static final String OTHER = "(others)";

    private final Clock clock;
    private final LongSupplier ticks;
    private final Map<Refusal, Count> counts = new LinkedHashMap<>();
    private long next;

    /** @param ticks nanoseconds that only move forward, for the interval; the clock is for the record */
    Refusals(Clock clock, LongSupplier ticks) {
        this.clock = clock;
        this.ticks = ticks;
        this.next = ticks.getAsLong();
    }

    /** So many times the same, from a first to a last instant. */
    record Count(Refusal refusal, long count, long first, long last) {
        private Count plus(Count later) {
            return new Count(refusal, count + later.count, Math.min(first, later.first), Math.max(last, later.last));
        }
    }

    synchronized void add(Refusal refusal) {
        Refusal key = new Refusal(cut(refusal.source()), cut(refusal.reason()), cut(refusal.keyId()));
        if (counts.size() >= MOST_DISTINCT && !counts.containsKey(key)) {
            key = new Refusal(OTHER, counts.size() >= 2 * MOST_DISTINCT ? OTHER : key.reason(), OTHER);
        }
        long now = clock.millis();
        counts.merge(key, new Count(key, 1, now, now), Count::plus);
    }

    synchronized boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Takes the counts once an interval has passed since the last time, or at once. One thread. */
    synchronized List<Count> due(boolean now) {
        if (counts.isEmpty() || !now && ticks.getAsLong() - next < 0) {
            return List.of();
        }
        next = ticks.getAsLong() + INTERVAL.toNanos();
        List<Count> due = List.copyOf(counts.values());
        counts.clear();
        return due;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
