package io.patchbay.protocol.call;

import io.patchbay.api.Codes;
import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Texts;
import io.patchbay.spi.policy.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All calls that have begun and not ended: those that run, those that wait, and tasks. Stops those that have lost their right, and those
 * that an operator wants stopped. Any thread.
 */
public final class OpenCalls {

    private final CallRunner runner;
    private final WaitingCalls waiting;
    private final Continuations tasks;
    private final Rights rights;
    private final Runnable streams;
    private final CallThreads threads;
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param streams ends streams whose credential changed */
    public OpenCalls(
            CallRunner runner,
            WaitingCalls waiting,
            Continuations tasks,
            Rights rights,
            Runnable streams,
            CallThreads threads) {
        this.runner = runner;
        this.waiting = waiting;
        this.tasks = tasks;
        this.rights = rights;
        this.streams = streams;
        this.threads = threads;
    }

    /**
     * One call, for operators.
     *
     * @param key the credential it was made with
     * @param name what is called, or the method where that is not known
     */
    public record Open(String callId, String caller, String key, String name, Instant since, Kind kind, String state) {}

    /** What a call is. */
    public enum Kind {
        CALL,
        TASK,
        WAITING
    }

    /** Stops what could not be started any more. Called several times a second; policy may block, so it has a thread of its own. */
    public void recheck() {
        if (looking.compareAndSet(false, true)) {
            threads.execute(() -> {
                try {
                    each(rights::allow);
                    streams.run();
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    /** All, the oldest first. */
    public List<Open> list() {
        Map<String, Open> open = new LinkedHashMap<>();
        tasks.open().forEach(task -> {
            if (task.begun() && !task.ended()) {
                open.put(task.first().id(), open(task));
            }
        });
        waiting.all().forEach(call -> open.putIfAbsent(call.id(), open(call, Kind.WAITING)));
        runner.rounds().forEach(round -> open.putIfAbsent(round.call().id(), open(round.call(), Kind.CALL)));
        List<Open> sorted = new ArrayList<>(open.values());
        sorted.sort(Comparator.comparing(Open::since).thenComparing(Open::callId));
        return sorted;
    }

    /** Stops those that an operator wants stopped; gives them as they were before. */
    public List<Open> cancel(Predicate<Open> wanted) {
        List<Open> stopped = list().stream().filter(wanted).toList();
        ProtocolException reason = ProtocolException.stopped(
                Codes.CANCELLED_BY_OPERATOR,
                "This call was stopped by an operator of the server. Changes that it made before remain.");
        each(call -> {
            if (stopped.stream().anyMatch(one -> one.callId().equals(call.id()))) {
                call.stop(reason);
            }
        });
        return stopped;
    }

    /** Stops all, tasks excepted, for this reason. */
    public void stopCalls(ProtocolException reason) {
        waiting.all().forEach(call -> call.stop(reason));
        runner.rounds().forEach(round -> round.call().stop(reason));
    }

    private void each(Consumer<Call> action) {
        tasks.open().forEach(task -> action.accept(task.current()));
        waiting.all().forEach(action);
        runner.rounds().forEach(round -> action.accept(round.call()));
    }

    private static Open open(Call call, Kind kind) {
        return open(call, call.begun(), kind, call.progress().state());
    }

    private static Open open(Continuation task) {
        Call now = task.current();
        String state = task.waitsForClient()
                ? "waiting for its client"
                : now.progress().state();
        return open(now, task.first().begun(), Kind.TASK, state);
    }

    private static Open open(Call call, Instant since, Kind kind, String state) {
        CallProgress progress = call.progress();
        String name = progress.about()
                .map(CallProgress.About::target)
                .or(progress::asked)
                .map(Target::name)
                .orElseGet(() -> Texts.clipped(call.request().method()));
        return new Open(
                call.id(),
                call.identity().caller().id(),
                call.identity().credential().id(),
                name,
                since,
                kind,
                state);
    }
}
