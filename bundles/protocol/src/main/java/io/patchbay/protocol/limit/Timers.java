package io.patchbay.protocol.limit;

import io.patchbay.support.DaemonThread;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs timed tasks on one thread. Each task must be short. */
public final class Timers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Timers.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread created = DaemonThread.of(work, "protocol-timers");
        return created;
    });

    public Future<?> after(Duration delay, Runnable work) {
        return thread.schedule(guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void every(Duration period, Runnable work) {
        thread.scheduleWithFixedDelay(guarded(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                log.error("A timed task failed", e);
            }
        };
    }
}
