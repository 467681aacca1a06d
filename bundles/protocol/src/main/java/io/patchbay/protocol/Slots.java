package io.patchbay.protocol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Bounds how many calls run at once, of all connectors and of each. A call that does not end keeps its slot. */
final class Slots {

    private final Map<String, AtomicInteger> byOwner = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private final IntSupplier most;
    private final IntSupplier mostOfOne;

    /**
     * @param most of all connectors
     * @param mostOfOne of each
     */
    Slots(IntSupplier most, IntSupplier mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Takes a slot; false when there is none. */
    boolean take(String owner) {
        if (all.incrementAndGet() <= most.getAsInt()) {
            if (count(owner).incrementAndGet() <= mostOfOne.getAsInt()) {
                return true;
            }
            count(owner).decrementAndGet();
        }
        all.decrementAndGet();
        return false;
    }

    void give(String owner) {
        count(owner).decrementAndGet();
        all.decrementAndGet();
    }

    int taken() {
        return all.get();
    }

    private AtomicInteger count(String owner) {
        AtomicInteger count = byOwner.get(owner);
        return count != null ? count : byOwner.computeIfAbsent(owner, name -> new AtomicInteger());
    }
}
