package io.patchbay.deploy.file;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when to repeat work that failed: after one second, then after pauses that double, up to ten seconds. Starts no thread: a
 * thread that looks around anyway asks {@link #isDue}. Any thread.
 */
public final class Retry {

    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final LongSupplier clock;
    private boolean planned;
    private long due;
    private Duration pause = FIRST_PAUSE;

    public Retry() {
        this(System::nanoTime);
    }

    /** @param clock nanoseconds, as {@link System#nanoTime()} counts them */
    public Retry(LongSupplier clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** The work failed: plans the next attempt, unless one is planned already. */
    public synchronized void failed() {
        if (!planned) {
            planned = true;
            due = clock.getAsLong() + pause.toNanos();
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        }
    }

    /** The work succeeded: nothing is planned, and the next failure is repeated after one second. */
    public synchronized void succeeded() {
        planned = false;
        pause = FIRST_PAUSE;
    }

    /** Returns whether to repeat the work now. Returns true once for each planned attempt. */
    public synchronized boolean isDue() {
        boolean now = planned && clock.getAsLong() - due >= 0;
        planned &= !now;
        return now;
    }
}
