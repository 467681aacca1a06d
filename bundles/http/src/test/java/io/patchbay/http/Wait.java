package io.patchbay.http;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for a condition. */
public final class Wait {

    private static final long PATIENCE_SECONDS = 20;

    private Wait() {}

    /** What comes out, once it is not null. */
    public static <T> T until(Callable<T> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        T found = condition.call();
        while (found == null) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not happen in " + PATIENCE_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(5);
            found = condition.call();
        }
        return found;
    }

    public static void untilTrue(Callable<Boolean> condition) throws Exception {
        until(() -> condition.call() ? Boolean.TRUE : null);
    }
}
