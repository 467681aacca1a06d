package io.patchbay.protocol;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Waits for conditions, never for a fixed time. Fails the test if a condition is not met within a generous limit. */
public final class Waiting {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Waiting() {}

    /** Waits for a condition whose changes the monitor announces by {@link Object#notifyAll()}. */
    public static void on(Object monitor, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (monitor) {
            while (!condition.getAsBoolean()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("Waited in vain: " + what);
                }
                pause(monitor, left / 1_000_000 + 1);
            }
        }
    }

    /** Waits for a condition by polling. */
    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Waited in vain: " + what);
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    /** Waits for a stage or future to complete. */
    public static void done(CompletionStage<?> stage) {
        until("it is done", stage.toCompletableFuture()::isDone);
    }

    @SuppressWarnings("WaitNotInLoop") // the callers loop
    private static void pause(Object monitor, long millis) {
        try {
            monitor.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
