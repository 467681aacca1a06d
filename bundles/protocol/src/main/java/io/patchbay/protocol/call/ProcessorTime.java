package io.patchbay.protocol.call;

import io.patchbay.protocol.CallThreads;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Distinguishes computing calls from calls that wait for the operating system. The thread state is not enough, because
 * a platform thread that reads from a socket is {@code RUNNABLE}. A waiting virtual thread is not {@code RUNNABLE}
 * unless it pins its carrier. A virtual thread that pins its carrier counts as computing.
 */
final class ProcessorTime {

    private static final long MIN_BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Returns whether a long-running round has used much processor time. */
    boolean isBusy(Round round) {
        return CallThreads.virtual()
                || round.thread()
                        .filter(thread ->
                                ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) > MIN_BUSY_NANOS)
                        .isPresent();
    }
}
