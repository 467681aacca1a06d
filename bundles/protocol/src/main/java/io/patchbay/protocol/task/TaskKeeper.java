package io.patchbay.protocol.task;

import io.patchbay.api.Caller;
import io.patchbay.api.Tasks;
import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.CallRunner;
import io.patchbay.protocol.call.Plain;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Settlement;
import io.patchbay.protocol.call.Slots;
import io.patchbay.protocol.call.Timers;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs calls that may become tasks, and tasks. Any thread. */
public final class TaskKeeper {

    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final SecureRandom random = new SecureRandom();
    private final Prepared nothing = Plain.answer("tasks", out -> {
        throw new AssertionError("nothing is answered");
    });
    private final TaskBoard board;
    private final Clock clock;
    private final Slots slots;
    private final CallRunner runner;
    private final Settlement settlement;
    private final TaskFormat format;
    private final CallThreads threads;
    private final Timers timers;
    private final Consumer<String> changed;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * @param execution where and when rounds run
     * @param changed told the id of a task that stands otherwise now
     */
    public TaskKeeper(
            TaskBoard board,
            Clock clock,
            Execution execution,
            Settlement settlement,
            TaskFormat format,
            Consumer<String> changed) {
        this.board = board;
        this.clock = clock;
        this.slots = new Slots(() -> limits().maxRunning(), () -> limits().maxRunningPerConnector());
        this.runner = execution.runner;
        this.threads = execution.threads;
        this.timers = execution.timers;
        this.settlement = settlement;
        this.format = format;
        this.changed = changed;
    }

    /** What rounds run on. */
    public record Execution(CallRunner runner, CallThreads threads, Timers timers) {}

    /**
     * Runs one round of a call that may become a task, or is one: a first round on a thread of its own, so that its request's
     * thread is free. What was prepared is closed when its code was left, or could not be entered.
     *
     * @param again walks the path again, with the call of the next round
     * @throws ProtocolException when it can run only as a task, and there is no room for one; nothing has run then
     */
    public void run(Call call, AuditEntry entry, Prepared prepared, boolean intended, Consumer<Call> again)
            throws ProtocolException, AuditException {
        if (call.task().isPresent()) {
            Task task = call.task().get();
            task.run(call, new TaskRound(prepared, task, limits().maxResult()));
            return;
        }
        Task task = new Task(this, call, entry, intended, again);
        call.task(task);
        TaskRound round = new TaskRound(prepared, task, limits().maxResult());
        try {
            if (prepared.tasks() == Tasks.REQUIRED) {
                task.keep(round);
            }
            threads.execute(() -> task.run(call, round));
        } catch (ProtocolException | AuditException | RuntimeException | Error e) {
            task.drop();
            round.close();
            throw e;
        }
    }

    /** Ends what waits for too long, saves what could not be saved, and tells how far the others are. */
    public void sweep() {
        if (sweeping.compareAndSet(false, true)) {
            threads.execute(() -> {
                try {
                    board.open().forEach(Task::tend);
                } finally {
                    sweeping.set(false);
                }
            });
        }
    }

    /** Ends all that runs or waits: the server stops. Waits a moment, so that it is on record and told. */
    public void close() {
        closed = true;
        ProtocolException reason = stopping();
        board.open().forEach(task -> task.stop(reason));
        long end = System.nanoTime() + STOPPING.toNanos();
        board.open().forEach(task -> task.awaitEnd(end - System.nanoTime()));
    }

    public static ProtocolException stopping() {
        return new ProtocolException(
                ProtocolException.INTERNAL_ERROR, "The server stopped before this ended.", Optional.empty(), 503);
    }

    /** How many run. */
    public int running() {
        return slots.taken();
    }

    // What follows is for tasks.

    TaskLimits limits() {
        return board.limits();
    }

    CallRunner runner() {
        return runner;
    }

    Settlement settlement() {
        return settlement;
    }

    TaskFormat format() {
        return format;
    }

    /** Stands for what was prepared where nothing is: a task that waits. */
    Prepared nothing() {
        return nothing;
    }

    /** A new task, as it is kept from now on; it takes part in the bound on what runs. */
    TaskState create(Task task, TaskRound round) throws ProtocolException {
        Caller caller = task.call().identity().caller();
        if (closed || !slots.take(round.owner(), caller)) {
            throw crowded();
        }
        boolean kept = false;
        try {
            StoredTask created = created(task.call(), round.target());
            board.add(task, created);
            kept = true;
            return new TaskState(board, clock, changed, created);
        } finally {
            if (!kept) {
                slots.give(round.owner(), caller);
            }
        }
    }

    /** Whether another round of a task may run in this connector now. */
    boolean enters(Task task, String owner) {
        return slots.take(owner, task.call().identity().caller());
    }

    void left(Task task, String owner) {
        slots.give(owner, task.call().identity().caller());
    }

    public void run(Runnable work) {
        threads.execute(work);
    }

    /** The same, after a while; never when the server stops meanwhile. */
    public Future<?> run(Runnable work, Duration after) {
        return closed ? CompletableFuture.completedFuture(null) : timers.after(after, () -> threads.execute(work));
    }

    static ProtocolException crowded() {
        return new ProtocolException(
                ProtocolException.INTERNAL_ERROR, "Too many tasks run at once; try again soon.", Optional.empty(), 429);
    }

    private StoredTask created(Call call, Target target) {
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
