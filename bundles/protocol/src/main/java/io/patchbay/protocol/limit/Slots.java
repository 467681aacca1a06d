package io.patchbay.protocol.limit;

import io.patchbay.api.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Bounds how many tasks run at once, of all connectors and of each, and how many of each caller: see {@link Share}. A task that does
 * not end keeps its slot. Any thread.
 */
public final class Slots {

    private final Held all = new Held();
    private final Map<String, Held> byOwner = new HashMap<>();
    private final IntSupplier most;
    private final IntSupplier mostOfOne;

    /**
     * @param most of all connectors
     * @param mostOfOne of each
     */
    public Slots(IntSupplier most, IntSupplier mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Takes a slot; false when there is none for this caller. */
    public synchronized boolean take(String owner, Caller caller) {
        Held ofOwner = byOwner.computeIfAbsent(owner, unknown -> new Held());
        if (!all.allows(caller, most.getAsInt()) || !ofOwner.allows(caller, mostOfOne.getAsInt())) {
            return false;
        }
        all.add(caller, 1);
        ofOwner.add(caller, 1);
        return true;
    }

    public synchronized void give(String owner, Caller caller) {
        all.add(caller, -1);
        byOwner.get(owner).add(caller, -1);
    }

    public synchronized int taken() {
        return all.taken;
    }

    /** How many each caller has. */
    private static final class Held {

        private final Map<Caller, Integer> ofCallers = new HashMap<>();
        private int taken;

        boolean allows(Caller caller, int most) {
            return Share.allows(ofCallers.getOrDefault(caller, 0), most, taken);
        }

        void add(Caller caller, int more) {
            taken += more;
            ofCallers.merge(caller, more, (before, change) -> before + change == 0 ? null : before + change);
        }
    }
}
