package io.patchbay.cli.stdio;

import io.patchbay.cli.mcp.Flight;
import java.io.IOException;
import java.time.Duration;

/** Waits longer after each attempt, and gives up after a time. */
final class RetryPause {

    static final Duration MIN_PAUSE = Duration.ofMillis(100);
    static final Duration MAX_PAUSE = Duration.ofSeconds(2);

    private final Flight flight;
    private final long endNanos;
    private Duration next = MIN_PAUSE;

    RetryPause(Flight flight, Duration all) {
        this.flight = flight;
        this.endNanos = System.nanoTime() + all.toNanos();
    }

    /** Waits before the next attempt. Returns false if the time is over, or the request was cancelled. */
    boolean again() {
        if (System.nanoTime() > endNanos) {
            return false;
        }
        try {
            flight.pause(next);
        } catch (IOException e) {
            return false;
        }
        next = doubled(next);
        return true;
    }

    /** Returns the next longer pause. */
    static Duration doubled(Duration pause) {
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(MAX_PAUSE) < 0 ? longer : MAX_PAUSE;
    }
}
