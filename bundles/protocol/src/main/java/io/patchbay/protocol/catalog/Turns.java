package io.patchbay.protocol.catalog;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** One piece of work after the other for each owner. Owners do not wait for each other: one whose code hangs holds up itself alone. */
public final class Turns {

    private final Set<String> taken = new HashSet<>();

    /** Does the work as soon as nothing else is done for any of these owners; not for another from within. */
    public <T> T take(Set<String> owners, Supplier<T> work) {
        begin(owners);
        try {
            return work.get();
        } finally {
            end(owners);
        }
    }

    private synchronized void begin(Set<String> owners) {
        boolean interrupted = false;
        while (!Collections.disjoint(taken, owners)) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        taken.addAll(owners);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void end(Set<String> owners) {
        taken.removeAll(owners);
        notifyAll();
    }
}
