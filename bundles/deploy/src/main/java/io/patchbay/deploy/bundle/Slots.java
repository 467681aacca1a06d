package io.patchbay.deploy.bundle;

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
 * The slots of all deployed files. One that is given back is emptied and used again, whoever had it, so that there are never
 * more than were needed at once.
 */
public final class Slots {

    private static final Logger log = LoggerFactory.getLogger(Slots.class);

    private final BundleContext context;
    private final Deque<Slot> free = new ArrayDeque<>();
    /** Could not be emptied, for a full disk say. */
    private final Deque<Slot> full = new ArrayDeque<>();

    private int made;

    /** Those that somebody before it left behind are emptied and used again. */
    public Slots(BundleContext context) {
        this.context = context;
        while (Slot.exists(context, made)) {
            giveBack(new Slot(context, made++), CompletableFuture.completedStage(null));
        }
    }

    public synchronized Slot take() {
        return free.isEmpty() ? new Slot(context, made++) : free.pop();
    }

    /** For another version, once the last call into this one has ended. Until its code has come to an end it is not used. */
    public void giveBack(Slot slot, CompletionStage<Void> drained) {
        drained.whenComplete((done, failure) -> {
            Thread emptying = new Thread(
                    () -> {
                        try {
                            empty(slot);
                        } catch (InterruptedException e) {
                            throw new AssertionError("Nothing interrupts this thread", e);
                        }
                    },
                    "deploy-empty");
            emptying.setDaemon(true);
            emptying.start();
        });
    }

    /** Empties what could not be emptied before; returns whether nothing of it is left. Called now and then, by one thread. */
    public boolean emptyAgain() throws InterruptedException {
        List<Slot> again = new ArrayList<>();
        synchronized (this) {
            again.addAll(full);
            full.clear();
        }
        for (Slot slot : again) {
            empty(slot);
        }
        return !isLeft();
    }

    /** Returns whether something could not be emptied. */
    public synchronized boolean isLeft() {
        return !full.isEmpty();
    }

    private void empty(Slot slot) throws InterruptedException {
        try {
            slot.empty();
            synchronized (this) {
                free.push(slot);
            }
        } catch (DeployException | RuntimeException | Error e) {
            log.debug(
                    "What a connector left behind could not be cleared away; its memory stays in use until it can", e);
            synchronized (this) {
                full.push(slot);
            }
        }
    }
}
