package io.patchbay.protocol.catalog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the calls to one entry, so that a removed entry is released only after its last call. The sign bit of the count marks
 * a retired lease. Acquiring and releasing a lease allocates no memory.
 */
public final class Lease {

    private static final int RETIRED = Integer.MIN_VALUE;

    private final AtomicInteger state = new AtomicInteger();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    /** Starts a use. Returns false if the lease is retired. Then the caller must look up the name in the newest snapshot. */
    public boolean acquire() {
        if (state.get() < 0) {
            return false;
        }
        if (state.incrementAndGet() > 0) {
            return true;
        }
        release();
        return false;
    }

    /** Ends a use that {@link #acquire()} started. */
    public void release() {
        int left = state.decrementAndGet();
        if (left == RETIRED) {
            drained.complete(null);
        } else if (left == -1 || left == Integer.MAX_VALUE) {
            state.incrementAndGet();
            throw new IllegalStateException("A lease was released more often than it was acquired");
        }
    }

    /**
     * Prevents new uses of the entry. The returned stage completes after the last use has ended. May be called
     * repeatedly.
     */
    CompletionStage<Void> retire() {
        int before = state.getAndUpdate(count -> count | RETIRED);
        if (before == 0 || before == RETIRED) {
            drained.complete(null);
        }
        return drained.minimalCompletionStage();
    }

    boolean retired() {
        return state.get() < 0;
    }
}
