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
 * A call that may become a task. After the call has become a task, this object is the task. The task begins when the
 * connector asks for a task or when the call has run for a while. If the tool runs only as a task, the task begins at
 * the latest with the result. Before the task begins, the call is answered like any other call. The steps of a task run
 * in its {@link Turn}, one after the other and without a lock. Thread-safe.
 */
final class Task implements Continuation {

    private static final Logger log = LoggerFactory.getLogger(Task.class);
    private static final Duration CROWDED_PAUSE = Duration.ofSeconds(1);
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(1);

    /** The phase of the task. An earlier phase never follows a later phase. */
    private enum Phase {
        /** The call runs like any other call. The task may be stored already, but its client does not know the task. */
        CANDIDATE,
        /** The task could not be stored. The call does not become a task. */
        CALL,
        /** The client knows the task. */
        TASK,
        /** The task has ended. */
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

    // These fields are changed only in the turn of the task, and read on any thread.
    private volatile Phase phase = Phase.CANDIDATE;
    private volatile boolean announced;
    private volatile Optional<TaskState> state = Optional.empty();
    private volatile Call current;

    // These fields are used only in the turn of the task.
    private boolean intended;
    private Optional<Admitted> running = Optional.empty();
    private Optional<Future<?>> announcement = Optional.empty();

    /**
     * Creates a call that may become a task.
     *
     * @param intended true if the intent to write is already in the audit trail
     * @param again runs the next round through the path of a call
     */
    Task(TaskRuns runs, Call first, AuditEntry entry, boolean intended, Consumer<Call> again) {
        this.runs = runs;
        this.first = first;
        this.entry = entry;
        this.intended = intended;
        this.again = again;
        this.current = first;
        this.deadline = System.nanoTime() + runs.limits().maxDuration().toNanos();
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
    public boolean isAnnounced() {
        return announced;
    }

    @Override
    public boolean isEnded() {
        return phase == Phase.OVER;
    }

    @Override
    public boolean isWaitingForClient() {
        return phase == Phase.TASK && state.orElseThrow().status() == Status.INPUT_REQUIRED;
    }

    /** Returns the current state of the task. */
    StoredTask snapshot() {
        return state.orElseThrow().snapshot();
    }

    /**
     * Stores the task and records its intent in the audit trail.
     *
     * @throws ProtocolException if there is no room for the task; in that case nothing of the task is stored
     */
    void store(Admitted admitted) throws ProtocolException, AuditException {
        TaskState created = runs.create(this, admitted);
        try {
            if (!intended) {
                entry.intent();
                intended = true;
            }
        } catch (AuditException | RuntimeException e) {
            runs.releaseSlot(this, admitted.owner());
            created.remove();
            throw e;
        }
        state = Optional.of(created);
        first.progress().prolong(deadline);
    }

    /**
     * Runs one round on this thread. Closes {@code admitted} after the connector's code has returned or could not be
     * started.
     */
    void run(Admitted admitted) {
        boolean later = admitted.call() != first;
        if (later && !runs.takeSlot(this, admitted.owner())) {
            admitted.close();
            turn.run(() -> handleNoPlace(admitted, TaskRuns.tooManyRunning()));
            return;
        }
        turn.run(() -> {
            running = Optional.of(admitted);
            if (!later) {
                announcement =
                        Optional.of(runs.schedule(this::announce, runs.limits().after()));
            }
        });
        try {
            runs.runner()
                    .run(admitted, () -> leave(admitted), result -> turn.run(() -> handleResult(admitted, result)));
        } catch (ProtocolException e) {
            turn.run(() -> handleNoPlace(admitted, e));
        }
    }

    private void leave(Admitted admitted) {
        admitted.close();
        turn.run(() -> {
            running = running.filter(one -> one != admitted);
            if (state.isPresent()) {
                runs.releaseSlot(this, admitted.owner());
            }
        });
    }

    /**
     * Tells the client about the task now. Does nothing if the client already knows the task or cannot be told about
     * it.
     */
    @Override
    public void announce() {
        turn.run(() -> {
            if (phase != Phase.CANDIDATE || running.isEmpty()) {
                return;
            }
            if (state.isEmpty() && !storeLate(running.get())) {
                advance(Phase.CALL);
                return;
            }
            advance(Phase.TASK);
            answerWithHandle();
        });
    }

    @Override
    public void progress(String message) {
        state.ifPresent(stored -> stored.progress(message));
    }

    /**
     * Accepts the caller's answers to the open questions.
     *
     * @throws ProtocolException if an answer does not fit its question; in that case no answer is accepted
     */
    void update(Call from, ObjectNode responses) throws Exception {
        turn.call(() -> {
            if (isWaitingForClient() && questions.accept(responses)) {
                if (questions.open().isEmpty()) {
                    startNextRound(
                            new TaskExchange(from.identity(), from.exchange().source()));
                } else {
                    move(Status.INPUT_REQUIRED, "", Optional.of(TaskFormat.requests(questions.open())));
                }
            }
            return null;
        });
    }

    /**
     * Cancels the task for its caller. Waits a moment for the end of the task, so that the caller's next request finds
     * an ended task.
     */
    void cancel() {
        turn.run(() -> {
            if (isWaitingForClient()) {
                runs.settlement().fail(current, entry, ProtocolException.cancelled());
            } else if (phase != Phase.OVER) {
                current.progress().end();
            }
        });
        awaitEnd(CANCEL_PATIENCE);
    }

    @Override
    public void stop(ProtocolException reason) {
        turn.run(() -> {
            if (isWaitingForClient()) {
                runs.settlement().fail(current, entry, reason);
            } else if (phase != Phase.OVER) {
                current.progress().end(reason);
            }
        });
    }

    /** Waits at most {@code timeout} for the end of the task. */
    void awaitEnd(Duration timeout) {
        try {
            end.get(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // the task ends later
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new AssertionError("An end cannot fail", e);
        }
    }

    /**
     * Ends the task if the task has waited too long. Saves and announces pending changes of the state. Called
     * regularly.
     */
    void maintain() {
        turn.run(() -> {
            if (state.isEmpty()) {
                return;
            }
            if (announced) {
                state.get().maintain();
            }
            if (phase == Phase.OVER) {
                state.get().removeEnded();
            } else if (isWaitingForClient() && System.nanoTime() - deadline >= 0) {
                runs.settlement().failOverdue(current, entry);
            }
        });
    }

    @Override
    public void complete(byte[] result) {
        turn.run(() -> finish(Status.COMPLETED, "", Optional.of(TaskFormat.json(result))));
    }

    @Override
    public void fail(ProtocolException error) {
        turn.run(() -> {
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

    /** Drops a task that its client does not know. The call then ends like any other call. */
    void drop() {
        turn.run(() -> {
            advance(Phase.OVER);
            state.ifPresent(TaskState::remove);
        });
    }

    // The methods below run in the turn of the task.

    /** Moves to a later phase. Does nothing if the task is in this phase or a later phase. */
    private void advance(Phase to) {
        if (phase.compareTo(to) >= 0) {
            return;
        }
        announced |= to == Phase.TASK;
        phase = to;
        if (to == Phase.OVER) {
            announcement.ifPresent(timer -> timer.cancel(false));
            end.complete(null);
        }
    }

    private boolean storeLate(Admitted admitted) {
        try {
            store(admitted);
            return true;
        } catch (ProtocolException | AuditException e) {
            log.debug("Call {} does not become a task: {}", first.id(), e.getMessage());
            return false;
        }
    }

    private void answerWithHandle() {
        first.answering()
                .finish(
                        200,
                        Messages.result(
                                first.request().id(), out -> runs.format().created(out, snapshot())));
    }

    /** Handles the result of a round. */
    private void handleResult(Admitted admitted, Result result) {
        boolean early = phase == Phase.CANDIDATE;
        if (early && state.isPresent() && !(result instanceof Result.Ask || result instanceof Result.Cancelled)) {
            advance(Phase.TASK);
        }
        if (phase != Phase.TASK) {
            drop();
            runs.settlement().settle(admitted, entry, result);
            return;
        }
        if (result instanceof Result.Ask ask) {
            askClient(admitted, ask);
        } else {
            runs.settlement().settle(admitted, entry, runs.limited(admitted, result));
        }
        if (early) {
            answerWithHandle();
        }
    }

    /** Asks the client for input. The task occupies no place in the connector while it waits for the client. */
    private void askClient(Admitted admitted, Result.Ask wanted) {
        try {
            Result.Ask ask = runs.asking().askable(first, wanted);
            questions.ask(admitted, ask);
            current.progress().leave();
            if (ask.requests().isEmpty()) {
                startNextRound(
                        new TaskExchange(current.identity(), current.exchange().source()));
            } else if (!move(Status.INPUT_REQUIRED, "", Optional.of(TaskFormat.requests(questions.open())))) {
                throw TaskBoard.noRoom();
            }
        } catch (ProtocolException e) {
            runs.settlement().fail(admitted.call(), entry, e);
        } catch (RuntimeException e) {
            runs.settlement().failInternally(admitted.call(), entry, e);
        }
    }

    /**
     * Handles a round for which there was no free place. If the client knows the task, retries the round later.
     * Otherwise the call fails.
     */
    private void handleNoPlace(Admitted admitted, ProtocolException e) {
        if (phase == Phase.TASK) {
            runs.schedule(() -> again.accept(admitted.call()), CROWDED_PAUSE);
        } else {
            drop();
            runs.settlement().settle(admitted, entry, new Result.Broken(e));
        }
    }

    private void startNextRound(TaskExchange from) {
        Call next = first.next(from, questions.withAnswers(current.progress().inputs()));
        current = next;
        move(Status.WORKING, "", Optional.empty());
        runs.execute(() -> again.accept(next));
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
        state.orElseThrow().removeEnded();
    }

    /** Changes the state of the task. Returns false if there is no room for the new state. */
    private boolean move(Status status, String message, Optional<Json> detail) {
        return state.orElseThrow().move(status, message, detail);
    }
}
