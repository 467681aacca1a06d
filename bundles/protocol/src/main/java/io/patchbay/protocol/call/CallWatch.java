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

/** Looks after what runs: ends rounds at their deadline, and finds those that hold on to a thread or a processor. */
public final class CallWatch {

    private static final Logger log = LoggerFactory.getLogger(CallWatch.class);
    private static final long COMPUTES = TimeUnit.SECONDS.toNanos(1);
    private static final long RECENTLY = TimeUnit.MINUTES.toNanos(1);

    private final InFlight<Round> running;
    private final Map<String, Bound> bounds;
    private final Supplier<Limits> limits;
    private final Runnable given;
    private final ProcessorTime processors = new ProcessorTime();
    private final Map<Round, String> runaways = new IdentityHashMap<>();

    /** @param given run once for each call that does not count among all calls any more */
    CallWatch(InFlight<Round> running, Map<String, Bound> bounds, Supplier<Limits> limits, Runnable given) {
        this.running = running;
        this.bounds = bounds;
        this.limits = limits;
        this.given = given;
    }

    /**
     * Looks once.
     *
     * @return how many rounds are at work without a pause
     */
    public int look(long now) {
        runaways.keySet().removeIf(round -> !running.contains(round));
        Map<Bound, Map<Caller, Bound.Stuck>> stuck = new IdentityHashMap<>();
        int occupying = 0;
        for (Round round : (Iterable<Round>) running.all()::iterator) {
            if (round.overdue(now)) {
                round.abandon(new Result.Overdue());
            }
            Round.State state = round.look(now);
            if (state == Round.State.FINE) {
                continue;
            }
            boolean away = state == Round.State.RUNAWAY;
            if (away && !runaways.containsKey(round)) {
                runaways.put(round, ranAway(round));
                given.run();
            }
            long unpaused = round.unpaused(now);
            if (unpaused > 0) {
                occupying++;
            }
            Bound bound = bounds.get(round.what().owner());
            if (bound != null && (away || unpaused > COMPUTES && processors.busy(round))) {
                stuck.computeIfAbsent(bound, found -> new HashMap<>())
                        .merge(
                                round.what().call().identity().caller(),
                                new Bound.Stuck(away ? 0 : 1, away ? 1 : 0, runaways.getOrDefault(round, "")),
                                Bound.Stuck::and);
            }
        }
        bounds.values().forEach(bound -> bound.stuck(stuck.getOrDefault(bound, Map.of())));
        return occupying;
    }

    /** What operators should know, one readable line each. Any thread. */
    public List<String> problems() {
        return bounds.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> Stream.of(
                        stuck(each.getKey(), each.getValue().stuck()), refused(each.getKey(), each.getValue())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** By owner. */
    public Map<String, Bound> bounds() {
        return bounds;
    }

    private static Optional<String> stuck(String owner, Bound.Stuck stuck) {
        if (stuck.runaway() == 0) {
            return Optional.empty();
        }
        return Optional.of(Lines.of(owner + ": " + stuck.runaway()
                + " calls were ended and go on all the same, until what they wait for answers or the server restarts; one is "
                + stuck.example()));
    }

    private Optional<String> refused(String owner, Bound bound) {
        if (!bound.refusedWithin(RECENTLY)) {
            return Optional.empty();
        }
        Limits.PerConnector most = limits.get().perConnector();
        Bound.Stuck stuck = bound.stuck();
        return Optional.of(
                Lines.of(owner + ": calls were refused in the last minute, " + bound.refused() + " since the start; "
                        + bound.taken() + " of at most " + most.calls() + " run, and " + stuck.all() + " of at most "
                        + most.stuck()
                        + " do not pause or do not end"));
    }

    /** Where it is, which tells what to mend. */
    private static String ranAway(Round round) {
        String line = Lines.of(
                round.what().name() + round.thread().flatMap(Lines::place).orElse(""));
        log.warn(
                "Call {} was ended and goes on all the same: it heeds no interrupt. It is {}",
                round.what().call().id(),
                line);
        return line;
    }
}
