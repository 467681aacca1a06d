package io.patchbay.protocol.call;

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
 * How many calls run in one connector, and how many of each caller: see {@link Share}. A call over the bound waits, shortly, with few
 * others; a free place goes to the caller that holds the fewest. Any thread; taking and giving back below the bound take no lock.
 */
public final class Bound {

    /** A caller counts at most with this part of the stuck calls that close a connector: several callers close it, or none. */
    private static final int CLOSING_CALLERS = 4;

    private final Supplier<Limits.PerConnector> limits;
    private final WaitingCalls waitingCalls;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<Caller, Share> shares = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    /** Changed under this object's lock. */
    private final List<Waiter> queue = new ArrayList<>();

    private volatile int waiting;
    private volatile Map<Caller, Stuck> stuck = Map.of();
    private volatile long refusedAt;

    Bound(Supplier<Limits.PerConnector> limits, WaitingCalls waitingCalls) {
        this.limits = limits;
        this.waitingCalls = waitingCalls;
    }

    /**
     * What holds on to processors or threads.
     *
     * @param computing calls that have been at work for long without a pause
     * @param runaway calls that were ended and go on all the same
     * @param example where one of them is; empty without one
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

    /** Why a call is refused. */
    enum Busy {
        /** Calls of the same caller do not end. */
        OWN_STUCK,
        /** Calls of several callers do not end. */
        STUCK,
        /** The same caller runs as many as its share. */
        OWN_SHARE,
        /** As many run as may. */
        FULL
    }

    /** Takes a place for a call, if necessary after a wait. Returns false when there is none, or when the call ended meanwhile. */
    boolean take(Call call) {
        return take(call, true);
    }

    /** The same for work beside a call that runs already, on the call's thread. */
    boolean takeBeside(Call call) {
        return take(call, false);
    }

    private boolean take(Call call, boolean enters) {
        Caller caller = call.identity().caller();
        if (!closed(caller) && (taken(caller) || waited(call, caller, enters))) {
            return true;
        }
        refusedAt = System.nanoTime();
        refused.incrementAndGet();
        return false;
    }

    /** Why there is no place for a caller now. */
    Busy busy(Caller caller) {
        if (stuck.getOrDefault(caller, Stuck.NONE).all() >= limits.get().stuck()) {
            return Busy.OWN_STUCK;
        }
        if (closed(caller)) {
            return Busy.STUCK;
        }
        return taken.get() < limits.get().calls() ? Busy.OWN_SHARE : Busy.FULL;
    }

    void give(Caller caller) {
        shares.get(caller).release();
        taken.decrementAndGet();
        if (waiting > 0) {
            admit();
        }
    }

    /** Says whose calls are stuck now; looks after shares and waiting calls. */
    public void stuck(Map<Caller, Stuck> now) {
        stuck = now;
        if (waiting > 0) {
            admit();
        }
        if (!shares.isEmpty()) {
            retireShares();
        }
    }

    /** Of all callers. */
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

    /** Whether a call was refused within so long. */
    boolean refusedWithin(long nanos) {
        return refused.get() > 0 && System.nanoTime() - refusedAt < nanos;
    }

    /** Whether stuck calls keep a caller out: its own, or those of several others. */
    private boolean closed(Caller caller) {
        Map<Caller, Stuck> now = stuck;
        if (now.isEmpty()) {
            return false;
        }
        int most = limits.get().stuck();
        if (now.getOrDefault(caller, Stuck.NONE).all() >= most) {
            return true;
        }
        int each = Math.max(1, most / CLOSING_CALLERS);
        return now.size() > 1
                && now.values().stream()
                                .mapToInt(one -> Math.min(one.all(), each))
                                .sum()
                        >= most;
    }

    private boolean taken(Caller caller) {
        Share share = share(caller);
        int held = share.claim();
        while (held < 0) {
            share = share(caller);
            held = share.claim();
        }
        int most = limits.get().calls();
        while (true) {
            int now = taken.get();
            if (!Share.allows(held, most, now)) {
                share.release();
                return false;
            }
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    private Share share(Caller caller) {
        Share share = shares.get(caller);
        return share != null ? share : shares.computeIfAbsent(caller, unknown -> new Share());
    }

    /** @param enters whether nothing else goes on for the call meanwhile, so that it ends with this wait */
    private boolean waited(Call call, Caller caller, boolean enters) {
        Optional<Waiter> place = enqueue(caller);
        if (place.isEmpty()) {
            return false;
        }
        Waiter waiter = place.get();
        waitingCalls.add(call);
        try {
            if (!enters || call.progress().enter(waiter)) {
                admit(); // a place may have become free in between
                waiter.answer().get(limits.get().patience().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // then there is none
        } catch (ExecutionException e) {
            throw new AssertionError("it never fails", e);
        } finally {
            waitingCalls.remove(call);
        }
        return leave(waiter);
    }

    private synchronized Optional<Waiter> enqueue(Caller caller) {
        Share share = share(caller);
        if (!Share.allows(share.waiting(), limits.get().waiting(), queue.size())) {
            return Optional.empty();
        }
        Waiter waiter = new Waiter(caller, share, new CompletableFuture<>());
        share.addWaiting(1);
        queue.add(waiter);
        waiting = queue.size();
        return Optional.of(waiter);
    }

    /** Gives free places to those that wait: first to the caller that holds the fewest, of one caller in their order. */
    private synchronized void admit() {
        while (true) {
            Optional<Waiter> next = queue.stream()
                    .filter(waiter -> !closed(waiter.caller()))
                    .min(Comparator.comparingInt(waiter -> waiter.share().held()));
            if (next.isEmpty() || !taken(next.get().caller())) {
                return;
            }
            remove(next.get());
            next.get().answer().complete(true);
        }
    }

    /** True when it has got its place. */
    private synchronized boolean leave(Waiter waiter) {
        return !remove(waiter);
    }

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
        public boolean waits() {
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
