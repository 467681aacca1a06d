package io.patchbay.audit;

import io.patchbay.spi.audit.Refusal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts refusals of one kind between two lines of the trail. The pause between its lines grows, so that it writes a bounded number of
 * lines a day. Used under a lock.
 */
final class Tally {

    static final String SEVERAL = "(others)";

    private static final long SHORTEST = Duration.ofSeconds(10).toNanos();
    private static final int GROWTH = 4;
    private static final int MOST_SOURCES = 64;

    private final long longest;
    private final Set<String> sources = new HashSet<>(2);
    private Refusal refusal;
    private long pause = SHORTEST;
    private long due;
    private long added;
    private long count;
    private long first;
    private long last;

    /**
     * @param longest that the pause between two lines grows to, in nanoseconds
     * @param now in ticks: its first line is due at once
     */
    Tally(Refusal first, long longest, long now) {
        this.refusal = first;
        this.longest = longest;
        this.due = now;
    }

    /** Adds one; what differs from those since the last line is named no more. */
    void add(Refusal more, long now, long millis) {
        if (count == 0) {
            refusal = more;
            first = millis;
            last = millis;
        } else if (!refusal.keyId().equals(more.keyId())) {
            refusal = new Refusal(refusal.source(), refusal.reason(), SEVERAL, refusal.claim());
        }
        if (sources.size() < MOST_SOURCES) {
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

    /** When its next line is due, in ticks; for one that is not empty. */
    long due() {
        return due;
    }

    /** How long nothing was added. */
    long quiet(long now) {
        return now - added;
    }

    /** Takes what was counted, for a line. */
    Refusals.Count take(long now) {
        Refusals.Count taken = new Refusals.Count(refusal, sources.size(), count, first, last);
        sources.clear();
        count = 0;
        due = now + pause;
        pause = Math.min(pause * GROWTH, longest);
        return taken;
    }
}
