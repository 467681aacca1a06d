package io.patchbay.deploy.file;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Plans retries of failed work. The first retry is due after one second. The pause before each later retry is twice as
 * long as the previous pause, but at most ten seconds. This class starts no thread. A thread of the caller calls {@link
 * #isDue} repeatedly. Any thread may call the methods.
 */
public final class Retry {

    static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    static final Duration MAX_PAUSE = Duration.ofSeconds(10);

    private final LongSupplier clock;

    @GuardedBy("this")
    private boolean planned;

    @GuardedBy("this")
    private long due;

    @GuardedBy("this")
    private Duration pause = MIN_PAUSE;

    public Retry() {
        this(System::nanoTime);
    }

    /** @param clock returns nanoseconds, as {@link System#nanoTime()} does */
    public Retry(LongSupplier clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** Called when the work failed. Plans the next attempt, unless an attempt is planned already. */
    public synchronized void failed() {
        if (!planned) {
            planned = true;
            due = clock.getAsLong() + pause.toNanos();
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : doubled;
        }
    }

    /** Called when the work succeeded. Cancels a planned attempt and resets the pause to one second. */
    public synchronized void succeeded() {
        planned = false;
        pause = MIN_PAUSE;
    }

    /** Returns whether to retry now. Returns true once for each planned attempt. */
    public synchronized boolean isDue() {
        boolean now = planned && clock.getAsLong() - due >= 0;
        planned &= !now;
        return now;
    }
}
