package io.patchbay.deploy.bundle;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The fixed order in which connectors are published, although several connectors start at the same time. If several
 * connectors claim one name, the order gives the name to the same connector at each start. A file that was not
 * announced is published at once. Any thread may call the methods.
 */
public final class PublicationOrder {

    /**
     * The maximum time that a file waits for its turn. After this time, the file is published out of order. No
     * connector needs ten minutes to start.
     */
    private static final Duration MAX_WAIT = Duration.ofMinutes(10);

    @GuardedBy("this")
    private final Set<String> announced = new LinkedHashSet<>();

    /** Announces a file. Files that are announced later are published only after this file is done. */
    public synchronized void announce(String file) {
        announced.add(file);
    }

    /** Marks a file as done, whether or not the file was published. The next file may then be published. */
    public synchronized void markDone(String file) {
        announced.remove(file);
        notifyAll();
    }

    /** Waits until all files that were announced before this file are done. */
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
