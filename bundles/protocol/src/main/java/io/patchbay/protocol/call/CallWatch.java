package io.patchbay.protocol.call;

import io.patchbay.api.Caller;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.json.Lines;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches running rounds. Ends each round at its deadline and finds the rounds that occupy a thread or a processor. */
public final class CallWatch {

    private static final Logger log = LoggerFactory.getLogger(CallWatch.class);
    private static final long COMPUTING_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long RECENT_REFUSAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final InFlight<Round> running;
    private final Map<String, Bound> bounds;
    private final Supplier<Limits> limits;
    private final Runnable uncounted;
    private final ProcessorTime processors = new ProcessorTime();
    private final Map<Round, String> runaways = new IdentityHashMap<>();

    /**
     * @param uncounted an action that is executed once for each runaway round, which no longer counts towards the limit
     * on all calls
     */
    CallWatch(InFlight<Round> running, Map<String, Bound> bounds, Supplier<Limits> limits, Runnable uncounted) {
        this.running = running;
        this.bounds = bounds;
        this.limits = limits;
        this.uncounted = uncounted;
    }

    /**
     * Checks all running rounds. Called about 20 times a second, by one thread.
     *
     * @return the number of rounds that run without a pause
     */
    public int check(long now) {
        runaways.keySet().removeIf(round -> !running.contains(round));
        Map<Bound, Map<Caller, Bound.Stuck>> stuck = new IdentityHashMap<>();
        int occupying = 0;
        for (Round round : (Iterable<Round>) running.all()::iterator) {
            if (round.isOverdue(now)) {
                round.abandon(new Result.Overdue());
            }
            Round.State state = round.inspect(now);
            if (state == Round.State.FINE) {
                continue;
            }
            boolean away = state == Round.State.RUNAWAY;
            if (away && !runaways.containsKey(round)) {
                runaways.put(round, logRunaway(round));
                uncounted.run();
            }
            long unpaused = round.unpausedNanos(now);
            if (unpaused > 0) {
                occupying++;
            }
            Bound bound = bounds.get(round.what().owner());
            if (bound != null && (away || unpaused > COMPUTING_AFTER_NANOS && processors.isBusy(round))) {
                stuck.computeIfAbsent(bound, found -> new HashMap<>())
                        .merge(
                                round.what().call().identity().caller(),
                                new Bound.Stuck(away ? 0 : 1, away ? 1 : 0, runaways.getOrDefault(round, "")),
                                Bound.Stuck::and);
            }
        }
        bounds.values().forEach(bound -> bound.updateStuck(stuck.getOrDefault(bound, Map.of())));
        return occupying;
    }

    /** Returns the problems for operators, with one line for each problem. Any thread may call this method. */
    public List<String> problems() {
        return bounds.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> Stream.of(
                        stuck(each.getKey(), each.getValue().stuck()), refused(each.getKey(), each.getValue())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the bounds by connector. */
    public Map<String, Bound> bounds() {
        return bounds;
    }

    private static Optional<String> stuck(String owner, Bound.Stuck stuck) {
        if (stuck.runaway() == 0) {
            return Optional.empty();
        }
        return Optional.of(Lines.of(owner + ": " + stuck.runaway()
                + " calls were ended but still run. These calls count as stuck until their code returns or the server restarts."
                + " Example: "
                + stuck.example()));
    }

    private Optional<String> refused(String owner, Bound bound) {
        if (!bound.refusedWithin(RECENT_REFUSAL_NANOS)) {
            return Optional.empty();
        }
        Limits.PerConnector allowed = limits.get().perConnector();
        Bound.Stuck stuck = bound.stuck();
        return Optional.of(Lines.of(owner + ": calls were refused in the last minute (" + bound.refused()
                + " since the start). Now " + bound.taken() + " of at most " + allowed.calls() + " calls run, and "
                + stuck.all() + " of at most " + allowed.stuck() + " calls are stuck."));
    }

    /** Logs a runaway round with its position in the code of the connector. */
    private static String logRunaway(Round round) {
        String line = Lines.of(
                round.what().name() + round.thread().flatMap(Lines::place).orElse(""));
        log.warn(
                "Call {} was ended but still runs and ignores its interrupt: {}",
                round.what().call().id(),
                line);
        return line;
    }
}
