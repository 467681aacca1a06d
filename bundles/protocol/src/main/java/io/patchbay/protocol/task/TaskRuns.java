package io.patchbay.protocol.task;

import io.patchbay.api.Caller;
import io.patchbay.api.Codes;
import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.call.Admitted;
import io.patchbay.protocol.call.Asking;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.CallRunner;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.call.Settlement;
import io.patchbay.protocol.json.Buffer;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.limit.Slots;
import io.patchbay.protocol.limit.Timers;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.wire.Encoded;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.tasks.StoredTask;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs the rounds of tasks within the limits on running tasks. Thread-safe. */
public final class TaskRuns {

    private final SecureRandom random = new SecureRandom();
    private final TaskBoard board;
    private final Clock clock;
    private final Slots slots;
    private final Execution execution;
    private final Settlement settlement;
    private final Asking asking;
    private final TaskFormat format;
    private final Consumer<String> changed;
    private volatile boolean closed;

    /**
     * Creates the runs of tasks.
     *
     * @param execution the threads and timers that run rounds
     * @param changed receives the id of a task whose state changed
     */
    public TaskRuns(
            TaskBoard board,
            Clock clock,
            Execution execution,
            Settlement settlement,
            Asking asking,
            TaskFormat format,
            Consumer<String> changed) {
        this.board = board;
        this.clock = clock;
        this.slots = new Slots(() -> limits().maxRunning(), () -> limits().maxRunningPerConnector());
        this.execution = execution;
        this.settlement = settlement;
        this.asking = asking;
        this.format = format;
        this.changed = changed;
    }

    /** The runner, threads and timers that run rounds. */
    public record Execution(CallRunner runner, CallThreads threads, Timers timers) {}

    TaskLimits limits() {
        return board.limits();
    }

    CallRunner runner() {
        return execution.runner();
    }

    Settlement settlement() {
        return settlement;
    }

    Asking asking() {
        return asking;
    }

    TaskFormat format() {
        return format;
    }

    /** Returns the number of rounds that run now. */
    int running() {
        return slots.taken();
    }

    /** Prevents the start of further rounds and further tasks. */
    void close() {
        closed = true;
    }

    /**
     * Stores a new task and takes a slot for it.
     *
     * @throws ProtocolException if there is no room for the task; in that case nothing of the task remains
     */
    TaskState create(Task task, Admitted admitted) throws ProtocolException {
        Caller caller = task.first().identity().caller();
        if (closed || !slots.tryAcquire(admitted.owner(), caller)) {
            throw tooManyRunning();
        }
        boolean kept = false;
        try {
            StoredTask created = newTask(task.first(), admitted.target());
            board.add(task, created);
            kept = true;
            return new TaskState(board, clock, changed, created);
        } finally {
            if (!kept) {
                slots.release(admitted.owner(), caller);
            }
        }
    }

    /** Takes a slot for a further round of a task in a connector. Returns false if no slot is free. */
    boolean takeSlot(Task task, String owner) {
        return slots.tryAcquire(owner, task.first().identity().caller());
    }

    void releaseSlot(Task task, String owner) {
        slots.release(owner, task.first().identity().caller());
    }

    /** Runs work on another thread. */
    void execute(Runnable work) {
        execution.threads().execute(work);
    }

    /** Runs work on another thread after a pause. Does not run the work if the server stops during the pause. */
    Future<?> schedule(Runnable work, Duration pause) {
        return closed
                ? CompletableFuture.completedFuture(null)
                : execution.timers().after(pause, () -> execution.threads().execute(work));
    }

    /** Returns the result that a task keeps. Returns a failure instead of a result that is too large. */
    Result limited(Admitted admitted, Result result) {
        if (!(result instanceof Result.Done done)) {
            return result;
        }
        try {
            byte[] body = Messages.encoded(done.body());
            return body.length > limits().maxResult()
                    ? tooLarge(admitted)
                    : new Result.Done(out -> out.writeRawValue(new Encoded(body)), done.outcome(), done.recorded());
        } catch (Buffer.TooLarge e) {
            return tooLarge(admitted);
        } catch (RuntimeException e) {
            return new Result.Broken(e);
        }
    }

    private Result tooLarge(Admitted admitted) {
        try {
            return admitted.failure(
                    new Outcome(Outcome.Kind.FAILED, Codes.RESULT_TOO_LARGE),
                    "The result is larger than the " + limits().maxResult()
                            + " bytes that a task keeps. Ask for less data.");
        } catch (ProtocolException e) {
            return new Result.Broken(e);
        }
    }

    static ProtocolException tooManyRunning() {
        return new ProtocolException(
                ProtocolException.INTERNAL_ERROR,
                "Too many tasks are running. Try again in a few seconds.",
                Optional.empty(),
                429);
    }

    private StoredTask newTask(Call call, Target target) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        Instant now = clock.instant();
        return new StoredTask(
                HexFormat.of().formatHex(id),
                call.identity().caller().tenant(),
                call.identity().caller().id(),
                target,
                call.id(),
                StoredTask.Status.WORKING,
                "",
                now,
                now,
                limits().lifetime(),
                Optional.empty());
    }
}
