package io.patchbay.protocol.catalog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Combines frequent requests for the same work into few runs. A run starts soon after a request. Runs are never concurrent, and
 * there is a pause between two runs. A request during a run causes one more run.
 */
public final class Coalesced {

    private static final Logger log = LoggerFactory.getLogger(Coalesced.class);

    /** The minimum delay before a run. The delay is long enough to combine requests that belong together. */
    private static final Duration MIN_DELAY = Duration.ofMillis(20);

    /**
     * The number of consecutive runs after which the pause grows. A run counts only if it was requested before or right after
     * the end of the pause.
     */
    private static final int RUNS_BEFORE_BACKOFF = 10;

    private static final int MAX_RUNS_IN_A_ROW = RUNS_BEFORE_BACKOFF + 2;
    /**
     * After a slow run, the pause lasts this many times as long as the run, but at most
     * {@link #MAX_PAUSE_AFTER_SLOW_RUN}.
     */
    private static final int PAUSE_PER_RUN_TIME = 4;

    private static final Duration MAX_PAUSE_AFTER_SLOW_RUN = Duration.ofSeconds(5);

    private final Runnable work;
    private final Executor threads;
    private final Duration pause;

    @GuardedBy("this")
    private boolean requested;

    @GuardedBy("this")
    private boolean running;

    @GuardedBy("this")
    private boolean stopped;

    @GuardedBy("this")
    private int runsInARow;

    @GuardedBy("this")
    private long notBefore = System.nanoTime();

    public Coalesced(Runnable work, Executor threads, Duration pause) {
        this.work = work;
        this.threads = threads;
        this.pause = pause;
    }

    /** Requests a run. Thread-safe and cheap. */
    public synchronized void request() {
        if (stopped || requested) {
            return;
        }
        requested = true;
        if (!running) {
            schedule();
        }
    }

    /** Prevents further runs. Does not interrupt the current run. */
    public synchronized void stop() {
        stopped = true;
    }

    @GuardedBy("this")
    private void schedule() {
        long nanos = Math.max(MIN_DELAY.toNanos(), notBefore - System.nanoTime());
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, threads).execute(this::run);
    }

    private void run() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            requested = false;
            running = true;
        }
        long began = System.nanoTime();
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            logFailure(e);
        } finally {
            endRun(System.nanoTime() - began);
        }
    }

    /** Logs a failure. Failures after the stop are expected, and operators can ignore them. */
    private synchronized void logFailure(Throwable e) {
        if (stopped) {
            log.debug("The processing of a catalog change was stopped", e);
        } else {
            log.warn("Failed to process a catalog change. The server retries.", e);
        }
    }

    /**
     * Ends a run and sets the next pause. Frequent requests and slow runs lengthen the pause, so that the work cannot saturate
     * a processor.
     */
    private synchronized void endRun(long took) {
        running = false;
        long now = System.nanoTime();
        boolean soonAgain = requested || now - took - notBefore < pause.toNanos();
        runsInARow = soonAgain ? Math.min(runsInARow + 1, MAX_RUNS_IN_A_ROW) : 0;
        notBefore = now
                + Math.max(
                        pause.toNanos() << Math.max(0, runsInARow - RUNS_BEFORE_BACKOFF),
                        Math.min(took * PAUSE_PER_RUN_TIME, MAX_PAUSE_AFTER_SLOW_RUN.toNanos()));
        if (requested && !stopped) {
            schedule();
        }
    }
}
