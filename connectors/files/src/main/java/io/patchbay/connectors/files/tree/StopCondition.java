package io.patchbay.connectors.files.tree;

import io.patchbay.api.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** How long a search goes on: until nobody waits, or it is time to answer with what was found. */
public final class StopCondition {

    private StopCondition() {}

    public static BooleanSupplier of(CallContext context) {
        Instant now = Instant.now();
        Duration left = Duration.between(now, context.deadline());
        Instant end = now.plus(left.multipliedBy(4).dividedBy(5));
        return () -> {
            DiskThread.touch();
            return context.cancelled() || Instant.now().isAfter(end);
        };
    }

    /** Until nobody waits. */
    public static BooleanSupplier untilCancelled(CallContext context) {
        return () -> {
            DiskThread.touch();
            return context.cancelled();
        };
    }
}
