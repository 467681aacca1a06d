package io.patchbay.audit;

import io.patchbay.spi.audit.Refusal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts similar refusals between two lines of the trail. The pause between the lines of a tally grows, so that the
 * number of lines per day is limited. Callers must hold a lock.
 */
final class Tally {

    static final String SEVERAL = "(others)";

    private static final long MIN_PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int PAUSE_GROWTH = 4;
    private static final int MAX_SOURCES = 64;

    private final long maxPauseNanos;
    private final Set<String> sources = new HashSet<>(2);
    private Refusal refusal;
    private long pauseNanos = MIN_PAUSE_NANOS;
    private long due;
    private long added;
    private long count;
    private long first;
    private long last;

    /**
     * @param maxPauseNanos the longest pause between two lines
     * @param now the current time in ticks; the first line is due immediately
     */
    Tally(Refusal first, long maxPauseNanos, long now) {
        this.refusal = first;
        this.maxPauseNanos = maxPauseNanos;
        this.due = now;
    }

    /** Adds one refusal. If the refusals have different keys, the next line names no key. */
    void add(Refusal more, long now, long millis) {
        if (count == 0) {
            refusal = more;
            first = millis;
            last = millis;
        } else if (!refusal.keyId().equals(more.keyId())) {
            refusal = new Refusal(refusal.source(), refusal.reason(), SEVERAL, refusal.claim());
        }
        if (sources.size() < MAX_SOURCES) {
            sources.add(more.source());
        }
        count++;
        added = now;
        first = Math.min(first, millis);
        last = Math.max(last, millis);
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Returns the time, in ticks, at which the next line is due. The tally must not be empty. */
    long due() {
        return due;
    }

    /** Returns the time since the last refusal was added. */
    long quietNanos(long now) {
        return now - added;
    }

    /** Returns the count for a line and resets the count. */
    Refusals.Count takeCount(long now) {
        Refusals.Count taken = new Refusals.Count(refusal, sources.size(), count, first, last);
        sources.clear();
        count = 0;
        due = now + pauseNanos;
        pauseNanos = Math.min(pauseNanos * PAUSE_GROWTH, maxPauseNanos);
        return taken;
    }
}
