package io.patchbay.protocol.call;

import io.patchbay.api.CallContext;
import io.patchbay.api.Caller;
import io.patchbay.api.Codes;
import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.limit.Share;
import io.patchbay.spi.audit.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs connectors' code on the call's own thread. Applies the limits on concurrent calls, and the deadline. The answer
 * is sent at the deadline even if the code ignores its interrupt. Code that still runs after the deadline keeps its
 * lease and its place among the connector's calls until the code ends.
 */
public final class CallRunner {

    private final AtomicInteger taken = new AtomicInteger();
    private final InFlight<Round> running = new InFlight<>();
    private final Map<String, Bound> bounds = new ConcurrentHashMap<>();
    private final Supplier<Limits> limits;
    private final CallThreads threads;
    private final Access access;
    private final Rights rights;
    private final WaitingCalls waiting;
    private final CallWatch watch;

    public CallRunner(
            Supplier<Limits> limits, CallThreads threads, Access access, Rights rights, WaitingCalls waiting) {
        this.waiting = waiting;
        this.limits = limits;
        this.threads = threads;
        this.access = access;
        this.rights = rights;
        this.watch = new CallWatch(running, bounds, limits, taken::decrementAndGet);
    }

    /**
     * Identifies a round.
     *
     * @param owner the connector whose code runs; empty for code of the server
     * @param name the name of the called entry
     */
    public record Running(String owner, String name, Call call) {}

    /**
     * Runs one round on this thread.
     *
     * @param left an action that is executed once, after the connector's code has returned or failed to start
     * @param ended receives the result once; called on another thread at the deadline or on cancellation, otherwise on
     * this thread
     * @throws ProtocolException if too many calls run; in that case {@code ended} is not called
     */
    public void run(Admitted admitted, Runnable left, Consumer<Result> ended) throws ProtocolException {
        Call call = admitted.call();
        Running what = new Running(admitted.owner(), admitted.target().name(), call);
        Optional<Bound> bound = bound(what.owner());
        Caller caller = call.identity().caller();
        if (bound.isPresent() && !bound.get().acquire(call)) {
            left.run();
            ended.accept(
                    call.progress().isEnded()
                            ? new Result.Cancelled()
                            : busy(admitted, bound.get().busyReason(caller)));
            return;
        }
        if (!hasRoom(caller, taken.getAndIncrement())) {
            taken.decrementAndGet();
            bound.ifPresent(place -> place.release(caller));
            left.run();
            throw ProtocolException.tooManyCalls();
        }
        Round round =
                new Round(what, System.nanoTime() + limits.get().callTimeout().toNanos(), ended, threads);
        running.add(round);
        Result result = new Result.Cancelled();
        try {
            // the rights are checked after the round is added, so that no change of the rights is missed
            if (call.progress().enter(round) && rights.recheck(call) && round.enter()) {
                result = runWork(admitted, new RoundContext(call, round, access, what.name()));
            }
        } catch (Throwable e) {
            result = new Result.Broken(e);
        } finally {
            if (round.leave()) {
                taken.decrementAndGet();
            }
            left.run();
            bound.ifPresent(place -> place.release(caller));
            running.remove(round);
        }
        round.end(result);
    }

    /**
     * Returns whether one more call may run. The calls of the caller are counted only when half of the bound is in use.
     */
    private boolean hasRoom(Caller caller, int before) {
        int max = limits.get().maxCalls();
        if (before < max / 2) {
            return true;
        }
        long own = running.all()
                .filter(round -> round.what().call().identity().caller().equals(caller) && !round.isRunaway())
                .count();
        return Share.allows((int) own, max, before);
    }

    private static Result runWork(Admitted admitted, CallContext context) throws Exception {
        Result result = admitted.run(context);
        while (result instanceof Result.Ask ask && admitted.call().takeBroughtAnswers(ask)) {
            result = admitted.run(context); // the request already contained the answers
        }
        return result;
    }

    /**
     * Runs work of a connector on another thread, as part of a call. Returns empty if no place is free, or if the work
     * does not end within {@code patience}. The work occupies a place among the connector's calls until the work ends.
     *
     * @param close an action that is executed after the work has returned or failed to start
     * @throws ExecutionException with the exception that the work threw
     */
    public <T> Optional<T> runAside(Running what, Duration patience, Callable<T> work, Runnable close)
            throws InterruptedException, ExecutionException {
        Bound bound = bound(what.owner()).orElseThrow();
        Caller caller = what.call().identity().caller();
        if (!bound.acquireBeside(what.call())) {
            close.run();
            return Optional.empty();
        }
        CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
        Round round = new Round(
                what, System.nanoTime() + patience.toNanos(), result -> answer.complete(Optional.empty()), threads);
        taken.incrementAndGet();
        running.add(round);
        threads.execute(() -> {
            try {
                if (round.enter()) {
                    answer.complete(Optional.of(work.call()));
                }
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            } finally {
                if (round.leave()) {
                    taken.decrementAndGet();
                }
                close.run();
                bound.release(caller);
                running.remove(round);
            }
            round.end(new Result.Cancelled());
        });
        try {
            return answer.get();
        } catch (InterruptedException e) {
            round.cancel();
            throw e;
        }
    }

    /** Returns the watch over running rounds. */
    public CallWatch watch() {
        return watch;
    }

    /** Returns the rounds that run now. */
    Stream<Running> rounds() {
        return running.all().map(Round::what);
    }

    /** Returns the number of rounds that run, including rounds that were ended and still run. */
    public int running() {
        return (int) running.all().count();
    }

    private Optional<Bound> bound(String owner) {
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        Bound bound = bounds.get(owner);
        return Optional.of(
                bound != null
                        ? bound
                        : bounds.computeIfAbsent(
                                owner, name -> new Bound(() -> limits.get().perConnector(), waiting)));
    }

    private static Result busy(Admitted admitted, Bound.Busy reason) throws ProtocolException {
        String message = switch (reason) {
            case OWN_STUCK ->
                " is unavailable: your earlier calls to its connector are stuck."
                        + " Retry in a few minutes or skip this call.";
            case STUCK ->
                " is unavailable: earlier calls to its connector are stuck. Retry in a few minutes or skip this call.";
            case OWN_SHARE ->
                " is busy: you have reached your limit of concurrent calls to its connector."
                        + " Wait for some of these calls to end, then try again.";
            case FULL ->
                " is busy: its connector has reached its limit of concurrent calls. Try again in a few seconds.";
        };
        return admitted.failure(
                new Outcome(Outcome.Kind.FAILED, Codes.CONNECTOR_BUSY),
                admitted.target().name() + message);
    }
}
