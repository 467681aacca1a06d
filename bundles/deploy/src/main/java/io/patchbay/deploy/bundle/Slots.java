package io.patchbay.deploy.bundle;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.support.DaemonThread;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots of all deployed files. A released slot is cleared and used again for any file. The number of slots never
 * exceeds the largest number of slots that were in use at the same time.
 */
public final class Slots {

    private static final Logger log = LoggerFactory.getLogger(Slots.class);

    private final BundleContext context;

    @GuardedBy("this")
    private final Deque<Slot> free = new ArrayDeque<>();
    /** Slots that could not be cleared, for example because the disk was full. */
    @GuardedBy("this")
    private final Deque<Slot> uncleared = new ArrayDeque<>();

    @GuardedBy("this")
    private int created;

    /** Clears the slots that an earlier run of the server left in the framework, and uses these slots again. */
    public Slots(BundleContext context) {
        this.context = context;
        while (Slot.exists(context, created)) {
            release(new Slot(context, created++), CompletableFuture.completedStage(null));
        }
    }

    public synchronized Slot acquire() {
        return free.isEmpty() ? new Slot(context, created++) : free.pop();
    }

    /** Releases a slot. The slot is cleared and used again only after the last call into its version has ended. */
    public void release(Slot slot, CompletionStage<Void> drained) {
        drained.whenComplete((done, failure) -> {
            Thread clearing = DaemonThread.of(
                    () -> {
                        try {
                            clear(slot);
                        } catch (InterruptedException e) {
                            throw new AssertionError("Nothing interrupts this thread", e);
                        }
                    },
                    "deploy-clear");
            clearing.start();
        });
    }

    /**
     * Tries again to clear the slots that could not be cleared. Returns whether all slots are cleared now. Called
     * repeatedly, by one thread.
     */
    public boolean retryClearing() throws InterruptedException {
        List<Slot> slots = new ArrayList<>();
        synchronized (this) {
            slots.addAll(uncleared);
            uncleared.clear();
        }
        for (Slot slot : slots) {
            clear(slot);
        }
        return !hasUncleared();
    }

    /** Returns whether a slot could not be cleared. */
    public synchronized boolean hasUncleared() {
        return !uncleared.isEmpty();
    }

    private void clear(Slot slot) throws InterruptedException {
        try {
            slot.clear();
            synchronized (this) {
                free.push(slot);
            }
        } catch (DeployException | RuntimeException | Error e) {
            log.debug("A slot could not be cleared; its memory stays in use until a retry succeeds", e);
            synchronized (this) {
                uncleared.push(slot);
            }
        }
    }
}
