package io.patchbay.protocol.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Json;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Prepared;
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
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that may become a task, and the task it became. It begins when its connector says so, when it has been running for a
 * while, or, where it runs only as a task, with its result; until then it is answered like any call. Any thread.
 */
public final class Task {

    private static final Logger log = LoggerFactory.getLogger(Task.class);
    private static final Duration CROWDED = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final TaskKeeper keeper;
    private final Call call;
    private final AuditEntry entry;
    private final Consumer<Call> again;
    private final TaskQuestions questions = new TaskQuestions();
    private final long deadline;

    private volatile Optional<TaskState> kept = Optional.empty();
    private volatile boolean begun;

    // Guarded by this.
    private boolean intended;
    private boolean refused;
    private boolean over;
    private Call current;
    private Optional<TaskRound> round = Optional.empty();
    private Optional<Future<?>> beginning = Optional.empty();
    private Optional<ProtocolException> stopped = Optional.empty();

    /**
     * @param intended whether the intent to write is on record already
     * @param again walks the path again, with the call of the next round
     */
    Task(TaskKeeper keeper, Call call, AuditEntry entry, boolean intended, Consumer<Call> again) {
        this.keeper = keeper;
        this.call = call;
        this.entry = entry;
        this.intended = intended;
        this.again = again;
        this.current = call;
        this.deadline = System.nanoTime() + keeper.limits().longest().toNanos();
    }

    /** The call as its client made it. */
    public Call call() {
        return call;
    }

    /** Whether its client knows it, so that it outlives its request. */
    public boolean begun() {
        return begun;
    }

    /** How it stands. Takes no lock. */
    public StoredTask snapshot() {
        return kept.orElseThrow().snapshot();
    }

    /**
     * Keeps it, durably and on record.
     *
     * @throws ProtocolException when there is no room for it; nothing is left behind then
     */
    synchronized void keep(TaskRound first) throws ProtocolException, AuditException {
        TaskState created = keeper.create(this, first);
        try {
            if (!intended) {
                entry.intent();
                intended = true;
            }
        } catch (AuditException | RuntimeException e) {
            keeper.left(this, first.owner());
            created.remove();
            throw e;
        }
        kept = Optional.of(created);
        call.prolong(deadline);
    }

    /** Runs one round of it, on this thread. What was prepared is closed when its code was left, or could not be entered. */
    void run(Call next, TaskRound running) {
        synchronized (this) {
            if (next != call && !keeper.enters(this, running.owner())) {
                running.prepared().close();
                crowded(next, running, TaskKeeper.crowded());
                return;
            }
            round = Optional.of(running);
            if (next == call) {
                beginning = Optional.of(keeper.run(this::begin, keeper.limits().after()));
            }
        }
        try {
            keeper.runner().run(next, running, result -> ended(next, running, result));
        } catch (ProtocolException e) {
            crowded(next, running, e);
        }
    }

    /** From now on its client knows it as a task; nothing where that cannot be, or has been. */
    public synchronized void begin() {
        if (begun || over || refused || round.isEmpty()) {
            return;
        }
        if (kept.isEmpty() && !keptLate(round.get())) {
            refused = true; // it is answered like any call, then
            return;
        }
        begun = true;
        tell();
    }

    /** The connector has left its code. */
    synchronized void left(TaskRound leaving) {
        round = round.filter(running -> running != leaving);
        if (kept.isPresent()) {
            keeper.left(this, leaving.owner());
        }
    }

    /** The connector says how far it is. */
    public void progress(String message) {
        kept.ifPresent(state -> state.progress(message));
    }

    /** Takes answers from its caller. @throws ProtocolException when one of them is no good answer; none is taken then */
    synchronized void update(Call from, ObjectNode responses) throws ProtocolException {
        if (over || !waits() || !questions.take(responses)) {
            return;
        }
        if (questions.open().isEmpty()) {
            goOn(new TaskExchange(from.identity(), from.exchange().source()));
        } else {
            move(Status.INPUT_REQUIRED, "", Optional.of(TaskFormat.requests(questions.open())));
        }
    }

    /** Its caller does not want it any more. Waits a moment for its end, so that whoever looks next sees it. */
    void cancel() {
        end(new Result.Cancelled());
        awaitEnd(PATIENCE.toNanos());
    }

    /** The call of the round that runs now, or ran last: it says with which credential. */
    public synchronized Call current() {
        return current;
    }

    /** Ends for a reason of the server's. */
    public void stop(ProtocolException reason) {
        synchronized (this) {
            stopped = stopped.or(() -> Optional.of(reason));
        }
        end(new Result.Broken(reason));
    }

    /** Waits for its end, so long at most. */
    synchronized void awaitEnd(long nanos) {
        long end = System.nanoTime() + nanos;
        try {
            for (long left = nanos; !over && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends what waits for too long, and tells and saves what has not been; now and then. */
    synchronized void tend() {
        if (kept.isEmpty()) {
            return;
        }
        if (begun) {
            kept.get().tend();
        }
        if (over) {
            kept.get().leave();
        } else if (waits() && System.nanoTime() - deadline >= 0) {
            end(new Result.Overdue());
        }
    }

    /** It ended with this result. */
    public synchronized void complete(byte[] result) {
        finish(Status.COMPLETED, "", Optional.of(TaskFormat.json(result)));
    }

    /** It ended with an error of the protocol. */
    public synchronized void fail(ProtocolException error) {
        if (error.outcome().kind() == Outcome.Kind.CANCELLED) {
            finish(
                    Status.CANCELLED,
                    error.silent() ? "Cancelled by its caller." : error.getMessage(),
                    Optional.empty());
        } else {
            finish(Status.FAILED, error.getMessage(), Optional.of(TaskFormat.error(error)));
        }
    }

    /** Its client is asked. Nothing of its connector is held meanwhile. */
    public synchronized void ask(Prepared prepared, Result.Ask ask) throws ProtocolException {
        questions.ask(call, prepared, ask);
        current.left();
        if (ask.requests().isEmpty()) {
            goOn(new TaskExchange(current.identity(), current.exchange().source()));
        } else if (!move(Status.INPUT_REQUIRED, "", Optional.of(TaskFormat.requests(questions.open())))) {
            throw TaskBoard.noRoom();
        }
    }

    /** It waits for its client. */
    private boolean waits() {
        return begun && kept.orElseThrow().status() == Status.INPUT_REQUIRED;
    }

    private boolean keptLate(TaskRound running) {
        try {
            keep(running);
            return true;
        } catch (ProtocolException | AuditException e) {
            log.debug("Call {} does not become a task: {}", call.id(), e.getMessage());
            return false;
        }
    }

    private void tell() {
        call.answering()
                .finish(
                        200,
                        Messages.result(
                                call.request().id(), out -> keeper.format().created(out, snapshot())));
    }

    private void ended(Call next, TaskRound running, Result result) {
        synchronized (this) {
            boolean early = !begun;
            begun |= kept.isPresent() && !(result instanceof Result.Ask || result instanceof Result.Cancelled);
            if (begun) {
                settle(next, running, running.bounded(result));
                if (early) {
                    tell();
                }
                return;
            }
            drop();
        }
        settle(next, running, result);
    }

    private void settle(Call next, Prepared running, Result result) {
        Result told =
                result instanceof Result.Cancelled && stopped.isPresent() ? new Result.Broken(stopped.get()) : result;
        keeper.settlement().settle(next, entry, running, told, () -> {
            throw new AssertionError("modern calls come again by themselves");
        });
    }

    /** It ends as a call that never was a task. */
    synchronized void drop() {
        over = true;
        beginning.ifPresent(timer -> timer.cancel(false));
        kept.ifPresent(TaskState::remove);
        notifyAll();
    }

    /** No round could be run now: a task comes again, a call is told. */
    private void crowded(Call next, TaskRound running, ProtocolException e) {
        synchronized (this) {
            if (begun) {
                keeper.run(() -> again.accept(next), CROWDED);
                return;
            }
            drop();
        }
        settle(next, running, new Result.Broken(e));
    }

    private void end(Result result) {
        Call ending;
        synchronized (this) {
            if (over) {
                return;
            }
            if (waits()) {
                settle(current, keeper.nothing(), result);
                return;
            }
            ending = current;
        }
        ending.end();
    }

    private void goOn(TaskExchange from) {
        Call next = call.next(from, questions.answered(current.inputs()));
        current = next;
        move(Status.WORKING, "", Optional.empty());
        keeper.run(() -> again.accept(next));
    }

    private void finish(Status status, String message, Optional<Json> detail) {
        if (over) {
            return;
        }
        over = true;
        if (!move(status, message, detail)) {
            ProtocolException reason = TaskBoard.noRoom();
            move(Status.FAILED, reason.getMessage(), Optional.of(TaskFormat.error(reason)));
        }
        kept.orElseThrow().leave();
        notifyAll();
    }

    /** False when there is no room for that. */
    private boolean move(Status status, String message, Optional<Json> detail) {
        return kept.orElseThrow().move(status, message, detail);
    }
}
