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
 * All open calls: running calls, waiting calls and tasks. Stops a call if its caller has lost the right to the call, or
 * if an operator cancels the call. Thread-safe.
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
     * The description of one call for operators.
     *
     * @param key the credential of the call
     * @param name the called entry, or the method if the entry is not known
     */
    public record Open(String callId, String caller, String key, String name, Instant since, Kind kind, String state) {}

    /** The kind of an open call. */
    public enum Kind {
        CALL,
        TASK,
        WAITING
    }

    /**
     * Stops calls that would be refused if they started now. Called several times a second. Runs on another thread,
     * because policy may block.
     */
    public void recheck() {
        if (looking.compareAndSet(false, true)) {
            threads.execute(() -> {
                try {
                    forEachCall(rights::recheck);
                    streams.run();
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    /** Returns all open calls, oldest first. */
    public List<Open> list() {
        Map<String, Open> open = new LinkedHashMap<>();
        tasks.open().forEach(task -> {
            if (task.isAnnounced() && !task.isEnded()) {
                open.put(task.first().id(), describe(task));
            }
        });
        waiting.all().forEach(call -> open.putIfAbsent(call.id(), describe(call, Kind.WAITING)));
        runner.rounds().forEach(round -> open.putIfAbsent(round.call().id(), describe(round.call(), Kind.CALL)));
        List<Open> sorted = new ArrayList<>(open.values());
        sorted.sort(Comparator.comparing(Open::since).thenComparing(Open::callId));
        return sorted;
    }

    /** Stops the matching calls on behalf of an operator. Returns the calls in their state before they were stopped. */
    public List<Open> cancel(Predicate<Open> wanted) {
        List<Open> stopped = list().stream().filter(wanted).toList();
        ProtocolException reason = ProtocolException.stopped(
                Codes.CANCELLED_BY_OPERATOR,
                "This call was stopped by an operator of the server. Changes that the call made are not undone.");
        forEachCall(call -> {
            if (stopped.stream().anyMatch(one -> one.callId().equals(call.id()))) {
                call.stop(reason);
            }
        });
        return stopped;
    }

    /** Stops all calls except tasks, with a reason. */
    public void stopCalls(ProtocolException reason) {
        waiting.all().forEach(call -> call.stop(reason));
        runner.rounds().forEach(round -> round.call().stop(reason));
    }

    private void forEachCall(Consumer<Call> action) {
        tasks.open().forEach(task -> action.accept(task.current()));
        waiting.all().forEach(action);
        runner.rounds().forEach(round -> action.accept(round.call()));
    }

    private static Open describe(Call call, Kind kind) {
        return describe(call, call.begun(), kind, call.progress().state());
    }

    private static Open describe(Continuation task) {
        Call now = task.current();
        String state = task.isWaitingForClient()
                ? "waiting for its client"
                : now.progress().state();
        return describe(now, task.first().begun(), Kind.TASK, state);
    }

    private static Open describe(Call call, Instant since, Kind kind, String state) {
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
