package io.patchbay.protocol.call;

import io.patchbay.api.Caller;
import io.patchbay.protocol.limit.Share;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls that run no code because they wait. A call waits for a place in a connector, for its client's answers, or
 * for a connector that is being replaced. Thread-safe.
 */
public final class WaitingCalls {

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();

    /**
     * Adds a call. Returns false if too many calls wait, either of all callers or of this caller. The call must be
     * removed later, even if the result is false.
     */
    public boolean add(Call call, int max) {
        int before = calls.size();
        add(call);
        return before < max / 2 || Share.allows(countOf(call.identity().caller()) - 1, max, before);
    }

    public void add(Call call) {
        calls.add(call);
    }

    public void remove(Call call) {
        calls.remove(call);
    }

    Collection<Call> all() {
        return Collections.unmodifiableSet(calls);
    }

    private int countOf(Caller caller) {
        return (int) calls.stream()
                .filter(call -> call.identity().caller().equals(caller))
                .count();
    }
}
