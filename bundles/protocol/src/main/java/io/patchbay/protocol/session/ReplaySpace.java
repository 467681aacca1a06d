package io.patchbay.protocol.session;

import io.patchbay.protocol.Limits;
import io.patchbay.protocol.ReplayLimits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Counts the bytes of kept events of all sessions, and limits the share of each owner. Thread-safe. */
final class ReplaySpace {

    /** One owner may use the whole space divided by this number. */
    private static final int OWNER_FRACTION = 4;

    private final AtomicLong taken = new AtomicLong();
    private final Map<String, Long> byOwner = new ConcurrentHashMap<>();
    private final Supplier<Limits> limits;

    ReplaySpace(Supplier<Limits> limits) {
        this.limits = limits;
    }

    ReplayLimits limits() {
        return limits.get().replay();
    }

    /** Reserves space for an event. Returns false if there is no room. */
    boolean reserve(String owner, int bytes) {
        long max = limits().totalBytes();
        if (taken.addAndGet(bytes) > max) {
            taken.addAndGet(-bytes);
            return false;
        }
        if (byOwner.merge(owner, (long) bytes, Long::sum) > max / OWNER_FRACTION) {
            release(owner, bytes);
            return false;
        }
        return true;
    }

    void release(String owner, int bytes) {
        taken.addAndGet(-bytes);
        byOwner.computeIfPresent(owner, (key, held) -> held == bytes ? null : held - bytes);
    }

    long taken() {
        return taken.get();
    }
}
