package io.patchbay.protocol.limit;

import java.util.concurrent.TimeUnit;

/** Lets so much through at once, and some more each second; the rest is to be dropped. For one thread at a time. */
public final class Rate {

    private final long most;
    private final double each;
    private double left;
    private long filled = System.nanoTime();

    /**
     * @param most at once
     * @param again each second
     */
    public Rate(long most, long again) {
        this.most = most;
        this.left = most;
        this.each = (double) again / TimeUnit.SECONDS.toNanos(1);
    }

    /** Whether so much more gets through. What is more than the rate allows at once never does. */
    public boolean take(long amount) {
        long now = System.nanoTime();
        left = Math.min(most, left + (now - filled) * each);
        filled = now;
        if (amount > left) {
            return false;
        }
        left -= amount;
        return true;
    }
}
