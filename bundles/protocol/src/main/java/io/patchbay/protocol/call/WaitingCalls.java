package io.patchbay.protocol.call;

import io.patchbay.api.Caller;
import io.patchbay.protocol.limit.Share;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Calls that wait and run nothing meanwhile: for their client's answers, or for what is being replaced. Any thread. */
public final class WaitingCalls {

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();

    /** Adds one; false when too many wait, or too many of its caller. It is to be removed in either case. */
    public boolean add(Call call, int most) {
        int before = calls.size();
        add(call);
        return before < most / 2 || Share.allows(of(call.identity().caller()) - 1, most, before);
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

    private int of(Caller caller) {
        return (int) calls.stream()
                .filter(call -> call.identity().caller().equals(caller))
                .count();
    }
}
