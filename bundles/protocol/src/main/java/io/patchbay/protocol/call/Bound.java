package io.patchbay.protocol.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.api.Caller;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.limit.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Limits the calls that run in one connector, in total and for each caller (see {@link Share}). A call above the limit
 * waits for a short time in a short queue. The waiting caller with the fewest places gets the next free place.
 * Thread-safe. Below the limit, acquiring and releasing a place needs no lock.
 */
public final class Bound {

    /**
     * The stuck calls of one caller count for at most {@code 1 / CLOSING_CALLERS} of the limit on stuck calls. One
     * caller alone therefore cannot close a connector for all callers.
     */
    private static final int CLOSING_CALLERS = 4;

    private final Supplier<Limits.PerConnector> limits;
    private final WaitingCalls waitingCalls;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<Caller, Share> shares = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();

    @GuardedBy("this")
    private final List<Waiter> queue = new ArrayList<>();

    private volatile int waiting;
    private volatile Map<Caller, Stuck> stuck = Map.of();
    private volatile long refusedAt;

    Bound(Supplier<Limits.PerConnector> limits, WaitingCalls waitingCalls) {
        this.limits = limits;
        this.waitingCalls = waitingCalls;
    }

    /**
     * The numbers of stuck calls, by kind. A stuck call occupies a processor or a thread.
     *
     * @param computing the number of calls that have computed for a long time without a pause
     * @param runaway the number of calls that were ended and still run
     * @param example the place in the code where one runaway call is now; empty if there is no runaway call
     */
    public record Stuck(int computing, int runaway, String example) {
        static final Stuck NONE = new Stuck(0, 0, "");

        int all() {
            return computing + runaway;
        }

        Stuck and(Stuck other) {
            return new Stuck(
                    computing + other.computing, runaway + other.runaway, example.isEmpty() ? other.example : example);
        }
    }

    /** The reason why a call is refused. */
    enum Busy {
        /** Calls of the same caller are stuck. */
        OWN_STUCK,
        /** Calls of several callers are stuck. */
        STUCK,
        /** The caller has used up its share. */
        OWN_SHARE,
        /** All places are taken. */
        FULL
    }

    /**
     * Acquires a place for a call and waits if necessary. Returns false if no place becomes free, or if the call ends
     * during the wait.
     */
    boolean acquire(Call call) {
        return acquire(call, true);
    }

    /** Acquires a place for additional work of a running call. Called on the call's thread. */
    boolean acquireBeside(Call call) {
        return acquire(call, false);
    }

    private boolean acquire(Call call, boolean enters) {
        Caller caller = call.identity().caller();
        if (!isClosed(caller) && (tryAcquire(caller) || waitForPlace(call, caller, enters))) {
            return true;
        }
        refusedAt = System.nanoTime();
        refused.incrementAndGet();
        return false;
    }

    /** Returns the reason why a caller gets no place now. */
    Busy busyReason(Caller caller) {
        if (stuck.getOrDefault(caller, Stuck.NONE).all() >= limits.get().stuck()) {
            return Busy.OWN_STUCK;
        }
        if (isClosed(caller)) {
            return Busy.STUCK;
        }
        return taken.get() < limits.get().calls() ? Busy.OWN_SHARE : Busy.FULL;
    }

    void release(Caller caller) {
        shares.get(caller).release();
        taken.decrementAndGet();
        if (waiting > 0) {
            admitWaiting();
        }
    }

    /**
     * Stores the numbers of stuck calls of each caller, admits waiting calls and removes unused shares. Called about 20
     * times a second.
     */
    public void updateStuck(Map<Caller, Stuck> now) {
        stuck = now;
        if (waiting > 0) {
            admitWaiting();
        }
        if (!shares.isEmpty()) {
            retireShares();
        }
    }

    /** Returns the numbers of stuck calls of all callers together. */
    public Stuck stuck() {
        return stuck.values().stream().reduce(Stuck.NONE, Stuck::and);
    }

    public int taken() {
        return taken.get();
    }

    public int waiting() {
        return waiting;
    }

    public long refused() {
        return refused.get();
    }

    /** Returns whether a call was refused in the last {@code nanos} nanoseconds. */
    boolean refusedWithin(long nanos) {
        return refused.get() > 0 && System.nanoTime() - refusedAt < nanos;
    }

    /**
     * Returns whether stuck calls prevent a caller from getting a place. These are the caller's own calls, or calls of
     * several other callers.
     */
    private boolean isClosed(Caller caller) {
        Map<Caller, Stuck> now = stuck;
        if (now.isEmpty()) {
            return false;
        }
        int maxStuck = limits.get().stuck();
        if (now.getOrDefault(caller, Stuck.NONE).all() >= maxStuck) {
            return true;
        }
        int each = Math.max(1, maxStuck / CLOSING_CALLERS);
        return now.size() > 1
                && now.values().stream()
                                .mapToInt(one -> Math.min(one.all(), each))
                                .sum()
                        >= maxStuck;
    }

    private boolean tryAcquire(Caller caller) {
        Share share = shareOf(caller);
        int held = share.claim();
        while (held < 0) {
            share = shareOf(caller);
            held = share.claim();
        }
        int maxCalls = limits.get().calls();
        while (true) {
            int now = taken.get();
            if (!Share.allows(held, maxCalls, now)) {
                share.release();
                return false;
            }
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    private Share shareOf(Caller caller) {
        Share share = shares.get(caller);
        return share != null ? share : shares.computeIfAbsent(caller, unknown -> new Share());
    }

    /** @param enters true if the call runs no code while it waits; cancelling the call then ends the wait */
    private boolean waitForPlace(Call call, Caller caller, boolean enters) {
        Optional<Waiter> place = enqueue(caller);
        if (place.isEmpty()) {
            return false;
        }
        Waiter waiter = place.get();
        waitingCalls.add(call);
        try {
            if (!enters || call.progress().enter(waiter)) {
                admitWaiting(); // a place may have become free since the first attempt
                waiter.answer().get(limits.get().patience().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // the call gets no place
        } catch (ExecutionException e) {
            throw new AssertionError("The answer of a waiter cannot fail", e);
        } finally {
            waitingCalls.remove(call);
        }
        return leaveQueue(waiter);
    }

    private synchronized Optional<Waiter> enqueue(Caller caller) {
        Share share = shareOf(caller);
        if (!Share.allows(share.waiting(), limits.get().waiting(), queue.size())) {
            return Optional.empty();
        }
        Waiter waiter = new Waiter(caller, share, new CompletableFuture<>());
        share.addWaiting(1);
        queue.add(waiter);
        waiting = queue.size();
        return Optional.of(waiter);
    }

    /**
     * Gives free places to waiting calls. The caller with the fewest places is first. The calls of one caller keep
     * their order.
     */
    private synchronized void admitWaiting() {
        while (true) {
            Optional<Waiter> next = queue.stream()
                    .filter(waiter -> !isClosed(waiter.caller()))
                    .min(Comparator.comparingInt(waiter -> waiter.share().held()));
            if (next.isEmpty() || !tryAcquire(next.get().caller())) {
                return;
            }
            remove(next.get());
            next.get().answer().complete(true);
        }
    }

    /** Removes the waiter from the queue. Returns true if the waiter already has a place. */
    private synchronized boolean leaveQueue(Waiter waiter) {
        return !remove(waiter);
    }

    @GuardedBy("this")
    private boolean remove(Waiter waiter) {
        boolean removed = queue.remove(waiter);
        if (removed) {
            waiter.share().addWaiting(-1);
            waiting = queue.size();
        }
        return removed;
    }

    private synchronized void retireShares() {
        shares.values().removeIf(Share::retireIfUnused);
    }

    /** A call that waits for a place. */
    private record Waiter(Caller caller, Share share, CompletableFuture<Boolean> answer) implements Cancellable {

        @Override
        public void cancel() {
            answer.complete(false);
        }

        @Override
        public String state() {
            return "waiting for a place";
        }

        @Override
        public boolean isWaiting() {
            return true;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
