package io.patchbay.http;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for a condition. */
public final class Wait {

    private static final long TIMEOUT_SECONDS = 20;

    private Wait() {}

    /** Returns the result of the supplier as soon as it is not null. */
    public static <T> T until(Callable<T> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        T found = condition.call();
        while (found == null) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not happen in " + TIMEOUT_SECONDS + " s");
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
