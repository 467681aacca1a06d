package io.patchbay.cli.stdio;

import io.patchbay.cli.mcp.Flight;
import java.io.IOException;
import java.time.Duration;

/** Waits longer from try to try, and gives up in the end. */
final class RetryPause {

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 2000;

    private final Flight flight;
    private final long end;
    private long next = FIRST_MILLIS;

    RetryPause(Flight flight, Duration all) {
        this.flight = flight;
        this.end = System.nanoTime() + all.toNanos();
    }

    /** Waits before the next try; false when there was time enough, or it was called back. */
    boolean again() {
        if (System.nanoTime() > end) {
            return false;
        }
        try {
            flight.pause(next);
        } catch (IOException e) {
            return false;
        }
        next = Math.min(LONGEST_MILLIS, next * 2);
        return true;
    }
}
