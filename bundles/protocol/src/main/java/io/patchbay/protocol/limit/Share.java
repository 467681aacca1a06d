package io.patchbay.protocol.limit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places of a bound that one caller holds. Thread-safe.
 *
 * <p>All shares follow one rule: a caller gets a further place only while it holds fewer places than are free. The
 * first caller gets at most half of the places, and the next caller at most half of the rest. A caller that holds a
 * place therefore never gets the last place. The number of places of a caller is not fixed; it depends only on the free
 * places.
 */
public final class Share {

    private static final int GONE = -1;

    private final AtomicInteger held = new AtomicInteger();
    /** The number of calls that wait for a place. Guarded by the bound's lock. */
    private int waiting;

    /**
     * Returns whether a caller may get one more place.
     *
     * @param held the number of places that the caller holds
     * @param most the number of all places
     * @param taken the number of places that all callers hold
     */
    public static boolean allows(int held, int most, int taken) {
        return held < most - taken;
    }

    /** Adds one place. Returns the previous number of places, or a negative number if the bound has retired this share. */
    public int claim() {
        while (true) {
            int now = held.get();
            if (now == GONE || held.compareAndSet(now, now + 1)) {
                return now;
            }
        }
    }

    public void release() {
        held.decrementAndGet();
    }

    public int held() {
        return Math.max(0, held.get());
    }

    /** Returns the number of calls that wait for a place. Requires the bound's lock. */
    public int waiting() {
        return waiting;
    }

    /** Adds to the number of calls that wait for a place. Requires the bound's lock. */
    public void addWaiting(int more) {
        waiting += more;
    }

    /**
     * Retires this share if the caller neither holds a place nor waits for a place. Returns whether the share was retired.
     * Requires the bound's lock.
     */
    public boolean retireIfUnused() {
        return waiting == 0 && held.compareAndSet(0, GONE);
    }
}
