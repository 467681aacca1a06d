package io.patchbay.protocol.ask;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The states that were used and have not expired, so that each is used once. Bounded in number: what would exceed the bound of one
 * caller is refused; of all callers, the oldest is forgotten, and from then on every state that is as old is refused. Any thread.
 */
final class UsedStates {

    private static final int MOST = 100_000;
    private static final int MOST_PER_CALLER = 5_000;

    // Guarded by this; in the order of use, which is nearly that of expiry.
    private final Map<String, Used> used = new LinkedHashMap<>();
    private final Map<String, Integer> byOwner = new HashMap<>();
    private long floor;

    /** @param floor states that expire before are refused, in milliseconds of the epoch as all times here */
    UsedStates(long floor) {
        this.floor = floor;
    }

    /** False when it was used before, or that cannot be told. */
    synchronized boolean use(String owner, String state, long expires, long now) {
        forgetExpired(now);
        if (expires < floor || used.containsKey(state) || byOwner.getOrDefault(owner, 0) >= MOST_PER_CALLER) {
            return false;
        }
        if (used.size() >= MOST) {
            Iterator<Used> all = used.values().iterator();
            floor = Math.max(floor, forget(all).expires() + 1);
        }
        used.put(state, new Used(owner, expires));
        byOwner.merge(owner, 1, Integer::sum);
        return true;
    }

    private void forgetExpired(long now) {
        Iterator<Used> all = used.values().iterator();
        while (all.hasNext() && used.values().iterator().next().expires() < now) {
            forget(all);
        }
    }

    private Used forget(Iterator<Used> all) {
        Used oldest = all.next();
        all.remove();
        byOwner.computeIfPresent(oldest.owner(), (owner, count) -> count == 1 ? null : count - 1);
        return oldest;
    }

    private record Used(String owner, long expires) {}
}
