package io.patchbay.protocol.limit;

import java.util.concurrent.TimeUnit;

/** A rate limit (token bucket) that allows a burst, and after the burst a fixed amount per second. Not thread-safe. */
public final class Rate {

    private final long burst;
    private final double perNano;
    private double left;
    private long filled = System.nanoTime();

    /**
     * @param burst the maximum amount that can be consumed at once
     * @param perSecond the amount that becomes available each second
     */
    public Rate(long burst, long perSecond) {
        this.burst = burst;
        this.left = burst;
        this.perNano = (double) perSecond / TimeUnit.SECONDS.toNanos(1);
    }

    /**
     * Consumes an amount. Returns false and consumes nothing if the amount exceeds the available amount. An amount above the
     * burst is never available.
     */
    public boolean tryConsume(long amount) {
        long now = System.nanoTime();
        left = Math.min(burst, left + (now - filled) * perNano);
        filled = now;
        if (amount > left) {
            return false;
        }
        left -= amount;
        return true;
    }
}
