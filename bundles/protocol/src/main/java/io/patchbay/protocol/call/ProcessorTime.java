package io.patchbay.protocol.call;

import io.patchbay.protocol.CallThreads;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Tells calls that compute from those that wait for the system: a platform thread that reads from a socket looks as if it ran. A
 * virtual thread that waits says so, or keeps its carrier, which is as bad.
 */
final class ProcessorTime {

    private static final long MUCH = TimeUnit.MILLISECONDS.toNanos(200);

    /** Whether the round, which has been running for long, has used a processor much. */
    boolean busy(Round round) {
        return CallThreads.virtual()
                || round.thread()
                        .filter(thread -> ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) > MUCH)
                        .isPresent();
    }
}
