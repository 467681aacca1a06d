package io.patchbay.protocol.limit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places of a bound that one caller holds. Thread-safe.
 *
 * <p>The rule of all shares: a caller gets a place while it holds fewer places than are free. The first caller gets half of the
 * places, the next half of the rest. So no caller takes the last place, and no caller is limited to a fixed part of an idle bound.
 */
public final class Share {

    private static final int GONE = -1;

    private final AtomicInteger held = new AtomicInteger();
    /** Guarded by the bound. */
    private int waiting;

    /**
     * Returns whether a caller may get one more place.
     *
     * @param held the caller's places
     * @param most all places
     * @param taken the places of all callers
     */
    public static boolean allows(int held, int most, int taken) {
        return held < most - taken;
    }

    /** Counts one more place. Returns how many there were before, or a negative number if the bound has retired this share. */
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

    /** Requires the bound's lock. */
    public int waiting() {
        return waiting;
    }

    /** Requires the bound's lock. */
    public void addWaiting(int more) {
        waiting += more;
    }

    /** Retires this share if the caller neither holds nor waits for a place. Returns whether it did. Requires the bound's lock. */
    public boolean retireIfUnused() {
        return waiting == 0 && held.compareAndSet(0, GONE);
    }
}
