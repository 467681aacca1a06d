package io.patchbay.connectors.files.tree;

import io.patchbay.api.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Decides when a search stops. A search stops on cancellation, or early enough before the deadline to return the
 * results so far.
 */
public final class StopCondition {

    private StopCondition() {}

    /**
     * Returns a condition that is true after cancellation, or after four fifths of the time that remained until the
     * deadline.
     */
    public static BooleanSupplier of(CallContext context) {
        Instant now = Instant.now();
        Duration left = Duration.between(now, context.deadline());
        Instant end = now.plus(left.multipliedBy(4).dividedBy(5));
        return () -> {
            DiskThread.recordProgress();
            return context.cancelled() || Instant.now().isAfter(end);
        };
    }

    /** Returns a condition that is true after cancellation only. */
    public static BooleanSupplier untilCancelled(CallContext context) {
        return () -> {
            DiskThread.recordProgress();
            return context.cancelled();
        };
    }
}
