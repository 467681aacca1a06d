package io.patchbay.protocol.task;

import io.patchbay.protocol.call.Access;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.tasks.StoredTask;
import io.patchbay.spi.tasks.TaskStore;
import io.patchbay.spi.tasks.TaskStoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All open tasks and stored tasks. An open task runs or waits on this server. Thread-safe. */
public final class TaskBoard {

    private static final Logger log = LoggerFactory.getLogger(TaskBoard.class);
    private static final int MAX_ID_LENGTH = 100;

    private final Map<String, Task> openTasks = new ConcurrentHashMap<>();
    private final TaskStore store;
    private final Supplier<TaskLimits> limits;
    private final Access access;

    public TaskBoard(TaskStore store, Supplier<TaskLimits> limits, Access access) {
        this.store = store;
        this.limits = limits;
        this.access = access;
    }

    TaskLimits limits() {
        return limits.get();
    }

    /** Returns a task of the caller; empty if the task does not exist or is hidden from this credential. */
    public Optional<StoredTask> find(Identity.Known identity, String id) throws TaskStoreException {
        if (id.length() > MAX_ID_LENGTH) {
            return Optional.empty();
        }
        Task task = openTasks.get(id);
        Optional<StoredTask> found =
                task == null ? store.find(identity.caller().tenant(), id) : Optional.of(task.snapshot());
        return found.filter(one -> isVisible(identity, one));
    }

    /** Returns a task that runs or waits on this server. */
    public Optional<Task> findOpen(String id) {
        return Optional.ofNullable(openTasks.get(id));
    }

    /** Returns the tasks that run or wait on this server or are not saved yet. */
    public Collection<Task> open() {
        return List.copyOf(openTasks.values());
    }

    /**
     * Stores a new task.
     *
     * @throws ProtocolException if the task cannot be stored; in that case nothing of the task remains
     */
    void add(Task task, StoredTask created) throws ProtocolException {
        boolean kept = false;
        try {
            openTasks.put(created.id(), task);
            kept = store.create(created, new TaskStore.Bounds(limits().max(), limits().maxPerCaller()));
        } catch (TaskStoreException e) {
            throw unavailable(e);
        } finally {
            if (!kept) {
                openTasks.remove(created.id());
            }
        }
        if (!kept) {
            throw noRoom();
        }
    }

    /** Saves a task. Returns whether the store had room; empty if saving failed and must be retried. */
    Optional<Boolean> save(StoredTask task) {
        try {
            boolean room = store.change(task);
            if (!room) {
                log.warn("The store has no room for the state of the task of call {}", task.callId());
            }
            return Optional.of(room);
        } catch (TaskStoreException | RuntimeException e) {
            log.warn("Failed to save the state of the task of call {}; the server retries", task.callId(), e);
            return Optional.empty();
        }
    }

    /** Removes a task from the open tasks after the task has ended and is saved. */
    void removeEnded(StoredTask task) {
        openTasks.remove(task.id());
    }

    /** Removes a task that no client knows from the open tasks and from the store. */
    void remove(StoredTask task) {
        openTasks.remove(task.id());
        try {
            store.remove(task);
        } catch (TaskStoreException | RuntimeException e) {
            log.warn("Failed to remove the unused task of call {}; the task stays until it expires", task.callId(), e);
        }
    }

    static ProtocolException noRoom() {
        return new ProtocolException(
                ProtocolException.INTERNAL_ERROR,
                "The server has no room for more tasks. Try again later.",
                Optional.empty(),
                429);
    }

    static ProtocolException unavailable(TaskStoreException e) {
        log.error("The task store cannot save or read tasks", e);
        return new ProtocolException(
                ProtocolException.INTERNAL_ERROR,
                "The server cannot handle this request now. Try again in a few seconds.",
                Optional.empty(),
                503);
    }

    /**
     * Returns whether the task belongs to the caller and its tenant, and the called entry is visible to the credential.
     */
    private boolean isVisible(Identity.Known identity, StoredTask task) {
        return task.tenant().equals(identity.caller().tenant())
                && task.caller().equals(identity.caller().id())
                && access.isVisible(identity.grants(), task.target());
    }
}
