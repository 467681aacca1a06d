package io.patchbay.protocol;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many calls run in one connector. A call over the bound waits, shortly, with few others. Any thread; taking and giving back
 * below the bound take no lock and allocate nothing.
 */
final class Bound {

    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private volatile int waiting;
    private volatile Stuck stuck = Stuck.NONE;
    private volatile long refusedAt;

    /**
     * What holds on to processors or threads.
     *
     * @param computing calls that have been at work for long without a pause
     * @param runaway calls that were ended and go on all the same
     * @param example where one of them is; empty without one
     */
    record Stuck(int computing, int runaway, String example) {
        static final Stuck NONE = new Stuck(0, 0, "");

        int all() {
            return computing + runaway;
        }

        Stuck and(Stuck other) {
            return new Stuck(computing + other.computing, runaway + other.runaway, example.isEmpty() ? other.example : example);
        }
    }

    /** Takes a place, perhaps after a wait; false when there is none. */
    boolean take(Limits.PerConnector limits) {
        if (stuck.all() < limits.stuck() && (taken(limits) || waited(limits))) {
            return true;
        }
        refusedAt = System.nanoTime();
        refused.incrementAndGet();
        return false;
    }

    void give() {
        taken.decrementAndGet();
        if (waiting > 0) {
            synchronized (this) {
                notify();
            }
        }
    }

    void stuck(Stuck now) {
        stuck = now;
    }

    Stuck stuck() {
        return stuck;
    }

    int taken() {
        return taken.get();
    }

    int waiting() {
        return waiting;
    }

    long refused() {
        return refused.get();
    }

    /** Whether a call was refused within so long. */
    boolean refusedWithin(long nanos) {
        return refused.get() > 0 && System.nanoTime() - refusedAt < nanos;
    }

    private boolean taken(Limits.PerConnector limits) {
        while (true) {
            int now = taken.get();
            if (now >= limits.calls()) {
                return false;
            }
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    private synchronized boolean waited(Limits.PerConnector limits) {
        if (waiting >= limits.waiting()) {
            return false;
        }
        long end = System.nanoTime() + limits.patience().toNanos();
        waiting++;
        try {
            while (!taken(limits)) {
                long left = end - System.nanoTime();
                if (left <= 0 || stuck.all() >= limits.stuck()) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting--;
        }
    }
}
