package io.patchbay.protocol.task;

import io.patchbay.api.Tasks;
import io.patchbay.protocol.call.Admitted;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Continuation;
import io.patchbay.protocol.call.Continuations;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs calls that may become tasks, and maintains tasks. Thread-safe. */
public final class TaskKeeper implements Continuations {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final TaskBoard board;
    private final TaskRuns runs;
    private final AtomicBoolean sweeping = new AtomicBoolean();

    public TaskKeeper(TaskBoard board, TaskRuns runs) {
        this.board = board;
        this.runs = runs;
    }

    @Override
    public void run(Call call, AuditEntry entry, Admitted admitted, boolean intended, Consumer<Call> again)
            throws ProtocolException, AuditException {
        if (call.progress().continuation().isPresent()) {
            ((Task) call.progress().continuation().get()).run(admitted);
            return;
        }
        Task task = new Task(runs, call, entry, intended, again);
        call.progress().continueAs(task);
        try {
            if (admitted.tasks() == Tasks.REQUIRED) {
                task.store(admitted);
            }
            runs.execute(() -> task.run(admitted));
        } catch (ProtocolException | AuditException | RuntimeException | Error e) {
            task.drop();
            admitted.close();
            throw e;
        }
    }

    @Override
    public Collection<? extends Continuation> open() {
        return board.open();
    }

    /** Ends tasks that wait too long, saves unsaved tasks again, and announces progress. Called regularly. */
    public void sweep() {
        if (sweeping.compareAndSet(false, true)) {
            runs.execute(() -> {
                try {
                    board.open().forEach(Task::maintain);
                } finally {
                    sweeping.set(false);
                }
            });
        }
    }

    /**
     * Ends all tasks because the server stops. Waits a moment, so that the end of each task can be recorded in the
     * audit trail and announced.
     */
    public void close() {
        runs.close();
        ProtocolException reason = stopping();
        board.open().forEach(task -> task.stop(reason));
        long end = System.nanoTime() + STOP_PATIENCE.toNanos();
        board.open().forEach(task -> task.awaitEnd(Duration.ofNanos(end - System.nanoTime())));
    }

    /** Returns the number of task rounds that run now. */
    public int running() {
        return runs.running();
    }

    public static ProtocolException stopping() {
        return new ProtocolException(
                ProtocolException.INTERNAL_ERROR, "The server stopped before this call ended.", Optional.empty(), 503);
    }
}
