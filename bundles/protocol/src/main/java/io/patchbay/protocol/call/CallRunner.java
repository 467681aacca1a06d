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
 * Runs connectors' code: on the call's own thread, within the bounds on calls at once, until its deadline. Whether the code
 * heeds its interrupt or not, the answer goes out in time; what still runs then keeps its place in its connector's bound and its
 * lease until it ends.
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
     * What a round is for.
     *
     * @param owner whose code runs; empty for the server's own
     * @param name what is called
     */
    public record Running(String owner, String name, Call call) {}

    /**
     * Runs one round on this thread.
     *
     * @param left run once when the connector's code was left, or could not be entered
     * @param ended told once how it came out, on this thread or, at the deadline and on cancellation, on another
     * @throws ProtocolException when too many calls run; nothing has been told then
     */
    public void run(Admitted admitted, Runnable left, Consumer<Result> ended) throws ProtocolException {
        Call call = admitted.call();
        Running what = new Running(admitted.owner(), admitted.target().name(), call);
        Optional<Bound> bound = bound(what.owner());
        Caller caller = call.identity().caller();
        if (bound.isPresent() && !bound.get().take(call)) {
            left.run();
            ended.accept(
                    call.progress().ended()
                            ? new Result.Cancelled()
                            : busy(admitted, bound.get().busy(caller)));
            return;
        }
        if (!room(caller, taken.getAndIncrement())) {
            taken.decrementAndGet();
            bound.ifPresent(place -> place.give(caller));
            left.run();
            throw ProtocolException.tooManyCalls();
        }
        Round round =
                new Round(what, System.nanoTime() + limits.get().callTimeout().toNanos(), ended, threads);
        running.add(round);
        Result result = new Result.Cancelled();
        try {
            // asked once the round is known to those who look for what lost its right: no change falls between
            if (call.progress().enter(round) && rights.allow(call) && round.enter()) {
                result = worked(admitted, new RoundContext(call, round, access, what.name()));
            }
        } catch (Throwable e) {
            result = new Result.Broken(e);
        } finally {
            if (round.leave()) {
                taken.decrementAndGet();
            }
            left.run();
            bound.ifPresent(place -> place.give(caller));
            running.remove(round);
        }
        round.end(result);
    }

    /** Whether a call more may run. Whose they are is counted only where there are many. */
    private boolean room(Caller caller, int before) {
        int most = limits.get().maxCalls();
        if (before < most / 2) {
            return true;
        }
        long own = running.all()
                .filter(round -> round.what().call().identity().caller().equals(caller) && !round.ranAway())
                .count();
        return Share.allows((int) own, most, before);
    }

    private static Result worked(Admitted admitted, CallContext context) throws Exception {
        Result result = admitted.run(context);
        while (result instanceof Result.Ask ask && admitted.call().brings(ask)) {
            result = admitted.run(context); // its client had answered before it was asked
        }
        return result;
    }

    /**
     * Runs a connector's part of a call that is not its own, on another thread: the call goes on without it when there is no
     * place, or no answer within its patience. Like a call it has a place in the connector's bound until it ends.
     *
     * @param close run when the work was left, or could not be entered
     * @throws ExecutionException with what the work threw
     */
    public <T> Optional<T> aside(Running what, Duration patience, Callable<T> work, Runnable close)
            throws InterruptedException, ExecutionException {
        Bound bound = bound(what.owner()).orElseThrow();
        Caller caller = what.call().identity().caller();
        if (!bound.takeBeside(what.call())) {
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
                bound.give(caller);
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

    /** Looks after what runs; called every few milliseconds, by one thread. */
    public CallWatch watch() {
        return watch;
    }

    /** What runs now, for each round. */
    Stream<Running> rounds() {
        return running.all().map(Round::what);
    }

    /** How many rounds run, those that were ended and go on included. */
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
                        + " Retry in a few minutes or continue without it.";
            case STUCK ->
                " is unavailable: earlier calls to its connector are stuck. Retry in a few minutes or continue without it.";
            case OWN_SHARE ->
                " is busy: you have reached your limit of concurrent calls to its connector."
                        + " Wait for some of them to end, then try again.";
            case FULL ->
                " is busy: its connector has reached its limit of concurrent calls. Try again in a few seconds.";
        };
        return admitted.failed(
                new Outcome(Outcome.Kind.FAILED, Codes.CONNECTOR_BUSY),
                admitted.target().name() + message);
    }
}
