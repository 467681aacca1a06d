package io.patchbay.protocol.ask;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers used states until they expire, so that no state is used twice. If one caller has too many used states, the
 * server refuses further states of this caller. If all callers together have too many used states, the server forgets
 * the oldest state. After that, the server accepts only states that expire later than the forgotten state. Thread-safe.
 */
final class UsedStates {

    private static final int MAX_STATES = 100_000;
    private static final int MAX_STATES_PER_CALLER = 5_000;

    // The states are in the order of use, which is nearly the order of expiry.
    @GuardedBy("this")
    private final Map<String, Used> used = new LinkedHashMap<>();

    @GuardedBy("this")
    private final Map<String, Integer> byOwner = new HashMap<>();

    @GuardedBy("this")
    private long floor;

    /**
     * @param floor the server refuses states that expire before this time; all times of this class are in milliseconds
     * since the epoch
     */
    UsedStates(long floor) {
        this.floor = floor;
    }

    /** Marks a state as used. Returns false if the state was used before, or if the server cannot rule this out. */
    synchronized boolean use(String owner, String state, long expires, long now) {
        forgetExpired(now);
        if (expires < floor || used.containsKey(state) || byOwner.getOrDefault(owner, 0) >= MAX_STATES_PER_CALLER) {
            return false;
        }
        if (used.size() >= MAX_STATES) {
            Iterator<Used> all = used.values().iterator();
            floor = Math.max(floor, forget(all).expires() + 1);
        }
        used.put(state, new Used(owner, expires));
        byOwner.merge(owner, 1, Integer::sum);
        return true;
    }

    @GuardedBy("this")
    private void forgetExpired(long now) {
        Iterator<Used> all = used.values().iterator();
        while (all.hasNext() && used.values().iterator().next().expires() < now) {
            forget(all);
        }
    }

    @GuardedBy("this")
    private Used forget(Iterator<Used> all) {
        Used oldest = all.next();
        all.remove();
        byOwner.computeIfPresent(oldest.owner(), (owner, count) -> count == 1 ? null : count - 1);
        return oldest;
    }

    private record Used(String owner, long expires) {}
}
