package io.patchbay.deploy.bundle;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lets connectors start side by side but be published in a fixed order, so that the same connector gets a contested name at each start.
 * A file that was not announced is published at once. All methods: any thread.
 */
public final class PublicationOrder {

    /** No connector takes that long to start, fetch and publish. After it, a file is published out of order rather than never. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(10);

    @GuardedBy("this")
    private final Set<String> announced = new LinkedHashSet<>();

    /** Announces a file: files announced later are published after this one is done. */
    public synchronized void announce(String file) {
        announced.add(file);
    }

    /** Marks a file as done: published or not, the next file may be published. */
    public synchronized void markDone(String file) {
        announced.remove(file);
        notifyAll();
    }

    /** Waits until all files that were announced before this one are done. */
    synchronized void awaitTurn(String file) throws InterruptedException {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (announced.contains(file) && !announced.iterator().next().equals(file)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
