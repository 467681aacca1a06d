package io.patchbay.protocol.catalog;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is asked for more often than it has to be done: it runs soon after a request, never twice at once, with a pause
 * in between, and once more when it was asked for while it ran.
 */
public final class Coalesced {

    private static final Logger log = LoggerFactory.getLogger(Coalesced.class);

    /** Long enough for what belongs together to arrive together. */
    private static final Duration SOON = Duration.ofMillis(20);

    /** So often in a row as soon as the pause ends, before the pause grows. */
    private static final int PATIENT = 10;

    private static final int MOST_PRESSED = PATIENT + 2;
    /** A pause is so many times as long as the work before it took, up to the longest. */
    private static final int SHARE = 4;

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Runnable work;
    private final Executor threads;
    private final Duration pause;
    private boolean requested;
    private boolean running;
    private boolean stopped;
    private int pressed;
    private long notBefore = System.nanoTime();

    public Coalesced(Runnable work, Executor threads, Duration pause) {
        this.work = work;
        this.threads = threads;
        this.pause = pause;
    }

    /** Any thread, cheap. */
    public synchronized void request() {
        if (stopped || requested) {
            return;
        }
        requested = true;
        if (!running) {
            schedule();
        }
    }

    /** Lets nothing start any more; what runs ends by itself. */
    public synchronized void stop() {
        stopped = true;
    }

    private void schedule() {
        long nanos = Math.max(SOON.toNanos(), notBefore - System.nanoTime());
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
            failed(e);
        } finally {
            ended(System.nanoTime() - began);
        }
    }

    /** What is stopped fails in many ways that nobody needs to read. */
    private synchronized void failed(Throwable e) {
        if (stopped) {
            log.debug("Stopped while a catalog change was processed", e);
        } else {
            log.warn("Failed to process a catalog change; the server retries", e);
        }
    }

    /** Who asks on and on is served less often, and what takes long has a pause that is longer: neither may fill a processor. */
    private synchronized void ended(long took) {
        running = false;
        long now = System.nanoTime();
        pressed = requested || now - took - notBefore < pause.toNanos() ? Math.min(pressed + 1, MOST_PRESSED) : 0;
        notBefore = now
                + Math.max(
                        pause.toNanos() << Math.max(0, pressed - PATIENT), Math.min(took * SHARE, LONGEST.toNanos()));
        if (requested && !stopped) {
            schedule();
        }
    }
}
