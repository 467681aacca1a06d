package io.patchbay.protocol.call;

import io.patchbay.protocol.CallThreads;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Distinguishes computing calls from calls that wait for the system, because a platform thread that reads from a socket
 * has the state {@code RUNNABLE}. A virtual thread that waits is not {@code RUNNABLE}, or pins its carrier, which
 * counts as computing.
 */
final class ProcessorTime {

    private static final long MIN_BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Returns whether a round that has run for long has used much processor time. */
    boolean isBusy(Round round) {
        return CallThreads.virtual()
                || round.thread()
                        .filter(thread ->
                                ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) > MIN_BUSY_NANOS)
                        .isPresent();
    }
}
