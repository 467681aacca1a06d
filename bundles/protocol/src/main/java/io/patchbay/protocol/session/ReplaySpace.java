package io.patchbay.protocol.session;

import io.patchbay.protocol.Limits;
import io.patchbay.protocol.ReplayLimits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What all sessions keep of their streams, counted: nobody's share crowds out everybody else's. Any thread. */
final class ReplaySpace {

    private static final int SHARES = 4;

    private final AtomicLong taken = new AtomicLong();
    private final Map<String, Long> byOwner = new ConcurrentHashMap<>();
    private final Supplier<Limits> limits;

    ReplaySpace(Supplier<Limits> limits) {
        this.limits = limits;
    }

    ReplayLimits limits() {
        return limits.get().replay();
    }

    /** False when there is no room. */
    boolean take(String owner, int bytes) {
        long most = limits().totalBytes();
        if (taken.addAndGet(bytes) > most) {
            taken.addAndGet(-bytes);
            return false;
        }
        if (byOwner.merge(owner, (long) bytes, Long::sum) > most / SHARES) {
            give(owner, bytes);
            return false;
        }
        return true;
    }

    void give(String owner, int bytes) {
        taken.addAndGet(-bytes);
        byOwner.computeIfPresent(owner, (key, held) -> held == bytes ? null : held - bytes);
    }

    long taken() {
        return taken.get();
    }
}
