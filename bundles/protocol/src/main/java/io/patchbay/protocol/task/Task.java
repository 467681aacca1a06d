package io.patchbay.protocol.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Json;
import io.patchbay.protocol.call.Admitted;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Continuation;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.tasks.StoredTask;
import io.patchbay.spi.tasks.StoredTask.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that may become a task, and the task it became. It begins when its connector says so, when it has been running for a
 * while, or, where it runs only as a task, with its result; until then it is answered like any call. What happens to it is done in
 * its {@link Turn}, one thing after the other and without a lock. Any thread.
 */
final class Task implements Continuation {

    private static final Logger log = LoggerFactory.getLogger(Task.class);
    private static final Duration CROWDED_PAUSE = Duration.ofSeconds(1);
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(1);

    /** How far it is; it moves forward only. */
    private enum Phase {
        /** It runs like any call. It may be kept already, but its client does not know that. */
        CANDIDATE,
        /** It could not be kept: it stays a call. */
        CALL,
        /** Its client knows it. */
        TASK,
        /** It has ended. */
        OVER
    }

    private final TaskRuns runs;
    private final Call first;
    private final AuditEntry entry;
    private final Consumer<Call> again;
    private final Turn turn = new Turn();
    private final TaskQuestions questions = new TaskQuestions();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final long deadline;

    // Changed in its turn only; read anywhere.
    private volatile Phase phase = Phase.CANDIDATE;
    private volatile boolean begun;
    private volatile Optional<TaskState> kept = Optional.empty();
    private volatile Call current;

    // In its turn only.
    private boolean intended;
    private Optional<Admitted> running = Optional.empty();
    private Optional<Future<?>> beginning = Optional.empty();

    /**
     * @param intended whether the intent to write is on record already
     * @param again walks the path again, with the call of the next round
     */
    Task(TaskRuns runs, Call first, AuditEntry entry, boolean intended, Consumer<Call> again) {
        this.runs = runs;
        this.first = first;
        this.entry = entry;
        this.intended = intended;
        this.again = again;
        this.current = first;
        this.deadline = System.nanoTime() + runs.limits().longest().toNanos();
    }

    @Override
    public Call first() {
        return first;
    }

    @Override
    public Call current() {
        return current;
    }

    @Override
    public boolean begun() {
        return begun;
    }

    @Override
    public boolean ended() {
        return phase == Phase.OVER;
    }

    @Override
    public boolean waitsForClient() {
        return phase == Phase.TASK && kept.orElseThrow().status() == Status.INPUT_REQUIRED;
    }

    /** Returns how it stands. */
    StoredTask snapshot() {
        return kept.orElseThrow().snapshot();
    }

    /**
     * Keeps it, durably and on record.
     *
     * @throws ProtocolException if there is no room for it; nothing is left behind then
     */
    void keep(Admitted admitted) throws ProtocolException, AuditException {
        TaskState created = runs.create(this, admitted);
        try {
            if (!intended) {
                entry.intent();
                intended = true;
            }
        } catch (AuditException | RuntimeException e) {
            runs.left(this, admitted.owner());
            created.remove();
            throw e;
        }
        kept = Optional.of(created);
        first.progress().prolong(deadline);
    }

    /** Runs one round of it, on this thread. What was admitted is closed when its code was left, or could not be entered. */
    void run(Admitted admitted) {
        boolean later = admitted.call() != first;
        if (later && !runs.enters(this, admitted.owner())) {
            admitted.close();
            turn.take(() -> crowded(admitted, TaskRuns.crowded()));
            return;
        }
        turn.take(() -> {
            running = Optional.of(admitted);
            if (!later) {
                beginning = Optional.of(runs.after(this::begin, runs.limits().after()));
            }
        });
        try {
            runs.runner().run(admitted, () -> left(admitted), result -> turn.take(() -> ended(admitted, result)));
        } catch (ProtocolException e) {
            turn.take(() -> crowded(admitted, e));
        }
    }

    private void left(Admitted admitted) {
        admitted.close();
        turn.take(() -> {
            running = running.filter(one -> one != admitted);
            if (kept.isPresent()) {
                runs.left(this, admitted.owner());
            }
        });
    }

    /** Tells its client about it now; does nothing where that cannot be, or was done before. */
    @Override
    public void begin() {
        turn.take(() -> {
            if (phase != Phase.CANDIDATE || running.isEmpty()) {
                return;
            }
            if (kept.isEmpty() && !keepLate(running.get())) {
                advance(Phase.CALL);
                return;
            }
            advance(Phase.TASK);
            tell();
        });
    }

    @Override
    public void progress(String message) {
        kept.ifPresent(state -> state.progress(message));
    }

    /**
     * Takes answers from its caller.
     *
     * @throws ProtocolException if one of them does not fit; none is taken then
     */
    void update(Call from, ObjectNode responses) throws Exception {
        turn.ask(() -> {
            if (waitsForClient() && questions.take(responses)) {
                if (questions.open().isEmpty()) {
                    goOn(new TaskExchange(from.identity(), from.exchange().source()));
                } else {
                    move(Status.INPUT_REQUIRED, "", Optional.of(TaskFormat.requests(questions.open())));
                }
            }
            return null;
        });
    }

    /** Ends it because its caller does not want it any more. Waits a moment, so that the caller then sees it ended. */
    void cancel() {
        turn.take(() -> {
            if (waitsForClient()) {
                runs.settlement().failed(current, entry, ProtocolException.cancelled());
            } else if (phase != Phase.OVER) {
                current.progress().end();
            }
        });
        awaitEnd(CANCEL_PATIENCE);
    }

    @Override
    public void stop(ProtocolException reason) {
        turn.take(() -> {
            if (waitsForClient()) {
                runs.settlement().failed(current, entry, reason);
            } else if (phase != Phase.OVER) {
                current.progress().end(reason);
            }
        });
    }

    /** Waits for its end, at most this long. */
    void awaitEnd(Duration most) {
        try {
            end.get(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // whoever looks next sees that it still ends
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new AssertionError("An end cannot fail", e);
        }
    }

    /** Ends what waits for too long, and tells and saves what has not been. Called regularly. */
    void tend() {
        turn.take(() -> {
            if (kept.isEmpty()) {
                return;
            }
            if (begun) {
                kept.get().tend();
            }
            if (phase == Phase.OVER) {
                kept.get().leave();
            } else if (waitsForClient() && System.nanoTime() - deadline >= 0) {
                runs.settlement().overdue(current, entry);
            }
        });
    }

    @Override
    public void complete(byte[] result) {
        turn.take(() -> finish(Status.COMPLETED, "", Optional.of(TaskFormat.json(result))));
    }

    @Override
    public void fail(ProtocolException error) {
        turn.take(() -> {
            if (error.outcome().kind() == Outcome.Kind.CANCELLED) {
                finish(
                        Status.CANCELLED,
                        error.isSilent() ? "Cancelled by its caller." : error.getMessage(),
                        Optional.empty());
            } else {
                finish(Status.FAILED, error.getMessage(), Optional.of(TaskFormat.error(error)));
            }
        });
    }

    /** Drops it before it was told: it ends as a call that never was a task. */
    void drop() {
        turn.take(() -> {
            advance(Phase.OVER);
            kept.ifPresent(TaskState::remove);
        });
    }

    // What follows runs in its turn.

    /** Moves to a later phase; there is nothing to do where it is there already. */
    private void advance(Phase to) {
        if (phase.compareTo(to) >= 0) {
            return;
        }
        begun |= to == Phase.TASK;
        phase = to;
        if (to == Phase.OVER) {
            beginning.ifPresent(timer -> timer.cancel(false));
            end.complete(null);
        }
    }

    private boolean keepLate(Admitted admitted) {
        try {
            keep(admitted);
            return true;
        } catch (ProtocolException | AuditException e) {
            log.debug("Call {} does not become a task: {}", first.id(), e.getMessage());
            return false;
        }
    }

    private void tell() {
        first.answering()
                .finish(
                        200,
                        Messages.result(
                                first.request().id(), out -> runs.format().created(out, snapshot())));
    }

    /** A round has come out. */
    private void ended(Admitted admitted, Result result) {
        boolean early = phase == Phase.CANDIDATE;
        if (early && kept.isPresent() && !(result instanceof Result.Ask || result instanceof Result.Cancelled)) {
            advance(Phase.TASK);
        }
        if (phase != Phase.TASK) {
            drop();
            runs.settlement().settle(admitted, entry, result);
            return;
        }
        if (result instanceof Result.Ask ask) {
            asks(admitted, ask);
        } else {
            runs.settlement().settle(admitted, entry, runs.bounded(admitted, result));
        }
        if (early) {
            tell();
        }
    }

    /** Its client is asked. Nothing of its connector is held meanwhile. */
    private void asks(Admitted admitted, Result.Ask wanted) {
        try {
            Result.Ask ask = runs.asking().askable(first, wanted);
            questions.ask(admitted, ask);
            current.progress().leave();
            if (ask.requests().isEmpty()) {
                goOn(new TaskExchange(current.identity(), current.exchange().source()));
            } else if (!move(Status.INPUT_REQUIRED, "", Optional.of(TaskFormat.requests(questions.open())))) {
                throw TaskBoard.noRoom();
            }
        } catch (ProtocolException e) {
            runs.settlement().failed(admitted.call(), entry, e);
        } catch (RuntimeException e) {
            runs.settlement().broken(admitted.call(), entry, e);
        }
    }

    /** No round could be run now: a task tries again, a call is told. */
    private void crowded(Admitted admitted, ProtocolException e) {
        if (phase == Phase.TASK) {
            runs.after(() -> again.accept(admitted.call()), CROWDED_PAUSE);
        } else {
            drop();
            runs.settlement().settle(admitted, entry, new Result.Broken(e));
        }
    }

    private void goOn(TaskExchange from) {
        Call next = first.next(from, questions.answered(current.progress().inputs()));
        current = next;
        move(Status.WORKING, "", Optional.empty());
        runs.start(() -> again.accept(next));
    }

    private void finish(Status status, String message, Optional<Json> detail) {
        if (phase == Phase.OVER) {
            return;
        }
        if (!move(status, message, detail)) {
            ProtocolException reason = TaskBoard.noRoom();
            move(Status.FAILED, reason.getMessage(), Optional.of(TaskFormat.error(reason)));
        }
        advance(Phase.OVER);
        kept.orElseThrow().leave();
    }

    /** Returns false if there is no room for the new state. */
    private boolean move(Status status, String message, Optional<Json> detail) {
        return kept.orElseThrow().move(status, message, detail);
    }
}
