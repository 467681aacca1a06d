package io.patchbay.cli.stdio;

import io.patchbay.cli.mcp.Cancellation;
import java.io.IOException;
import java.time.Duration;

/** Waits between attempts. The pause grows with each attempt. The sum of all pauses is limited. */
final class RetryPause {

    static final Duration MIN_PAUSE = Duration.ofMillis(100);
    static final Duration MAX_PAUSE = Duration.ofSeconds(2);

    private final Cancellation cancellation;
    private final long endNanos;
    private Duration next = MIN_PAUSE;

    RetryPause(Cancellation cancellation, Duration all) {
        this.cancellation = cancellation;
        this.endNanos = System.nanoTime() + all.toNanos();
    }

    /** Waits before the next attempt. Returns false if the total time has passed, or the request was cancelled. */
    boolean awaitNextAttempt() {
        if (System.nanoTime() > endNanos) {
            return false;
        }
        try {
            cancellation.pause(next);
        } catch (IOException e) {
            return false;
        }
        next = doubled(next);
        return true;
    }

    /** Returns twice the pause, up to a limit. */
    static Duration doubled(Duration pause) {
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(MAX_PAUSE) < 0 ? longer : MAX_PAUSE;
    }
}
