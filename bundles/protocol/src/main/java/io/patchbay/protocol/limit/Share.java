package io.patchbay.protocol.limit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one caller holds of a bound. Any thread.
 *
 * <p>The rule of all shares: a caller gets a place while it holds fewer than are free. Alone it gets half of them; the next caller
 * gets half of the rest. So no caller takes the last place, and no caller is held to a fixed part of a bound that nobody else uses.
 */
public final class Share {

    private static final int GONE = -1;

    private final AtomicInteger held = new AtomicInteger();
    /** Guarded by the bound. */
    private int waiting;

    /** Whether one more is within the share of a caller. */
    public static boolean allows(int held, int most, int taken) {
        return held < most - taken;
    }

    /** Counts one more; how many there were, or a negative number when this share is gone and the bound has another one. */
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

    /** For who holds the bound's lock. */
    public int waiting() {
        return waiting;
    }

    /** For who holds the bound's lock. */
    public void waits(int more) {
        waiting += more;
    }

    /** Takes it out of use when nothing of it is held. For who holds the bound's lock. */
    public boolean retire() {
        return waiting == 0 && held.compareAndSet(0, GONE);
    }
}
