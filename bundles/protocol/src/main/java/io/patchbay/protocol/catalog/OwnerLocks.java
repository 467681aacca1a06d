package io.patchbay.protocol.catalog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** One lock for each owner. Work for different owners runs in parallel, so an owner whose code hangs delays only itself. */
public final class OwnerLocks {

    @GuardedBy("this")
    private final Set<String> locked = new HashSet<>();

    /** Acquires the locks of all these owners and runs the work. The work must not lock other owners. */
    public <T> T runLocked(Set<String> owners, Supplier<T> work) {
        lock(owners);
        try {
            return work.get();
        } finally {
            unlock(owners);
        }
    }

    private synchronized void lock(Set<String> owners) {
        boolean interrupted = false;
        while (!Collections.disjoint(locked, owners)) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        locked.addAll(owners);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void unlock(Set<String> owners) {
        locked.removeAll(owners);
        notifyAll();
    }
}
