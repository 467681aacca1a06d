package io.patchbay.protocol.limit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.api.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Limits the number of concurrent tasks of all connectors, of each connector and of each caller (see {@link Share}). A task
 * that does not end keeps its slot. Thread-safe.
 */
public final class Slots {

    @GuardedBy("this")
    private final Held all = new Held();

    @GuardedBy("this")
    private final Map<String, Held> byOwner = new HashMap<>();

    private final IntSupplier max;
    private final IntSupplier maxPerOwner;

    /**
     * @param max returns the number of slots of all connectors together
     * @param maxPerOwner returns the number of slots of each connector
     */
    public Slots(IntSupplier max, IntSupplier maxPerOwner) {
        this.max = max;
        this.maxPerOwner = maxPerOwner;
    }

    /** Takes a slot. Returns false if no slot is free for this caller. */
    public synchronized boolean tryAcquire(String owner, Caller caller) {
        Held ofOwner = byOwner.computeIfAbsent(owner, unknown -> new Held());
        if (!all.allows(caller, max.getAsInt()) || !ofOwner.allows(caller, maxPerOwner.getAsInt())) {
            return false;
        }
        all.add(caller, 1);
        ofOwner.add(caller, 1);
        return true;
    }

    public synchronized void release(String owner, Caller caller) {
        all.add(caller, -1);
        byOwner.get(owner).add(caller, -1);
    }

    public synchronized int taken() {
        return all.taken;
    }

    /** The number of slots of each caller. */
    private static final class Held {

        private final Map<Caller, Integer> ofCallers = new HashMap<>();
        private int taken;

        boolean allows(Caller caller, int max) {
            return Share.allows(ofCallers.getOrDefault(caller, 0), max, taken);
        }

        void add(Caller caller, int more) {
            taken += more;
            ofCallers.merge(caller, more, (before, change) -> before + change == 0 ? null : before + change);
        }
    }
}
