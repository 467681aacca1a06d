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

/** All tasks there are: those that run or wait here, and those that are only kept. Any thread. */
public final class TaskBoard {

    private static final Logger log = LoggerFactory.getLogger(TaskBoard.class);
    private static final int LONGEST_ID = 100;

    private final Map<String, Task> here = new ConcurrentHashMap<>();
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

    /** A caller's task; empty when there is none, or none that this credential may see: both are the same. */
    public Optional<StoredTask> find(Identity.Known identity, String id) throws TaskStoreException {
        if (id.length() > LONGEST_ID) {
            return Optional.empty();
        }
        Task task = here.get(id);
        Optional<StoredTask> found =
                task == null ? store.find(identity.caller().tenant(), id) : Optional.of(task.snapshot());
        return found.filter(one -> visible(identity, one));
    }

    /** A task that runs or waits here. */
    public Optional<Task> open(String id) {
        return Optional.ofNullable(here.get(id));
    }

    /** Those that run or wait here, or could not be saved yet. */
    public Collection<Task> open() {
        return List.copyOf(here.values());
    }

    /** Keeps a new one. @throws ProtocolException when it cannot; nothing is left behind then */
    void add(Task task, StoredTask created) throws ProtocolException {
        boolean kept = false;
        try {
            here.put(created.id(), task);
            kept = store.create(created, new TaskStore.Bounds(limits().max(), limits().maxPerCaller()));
        } catch (TaskStoreException e) {
            throw unavailable(e);
        } finally {
            if (!kept) {
                here.remove(created.id());
            }
        }
        if (!kept) {
            throw noRoom();
        }
    }

    /** Whether there is room for it; empty when that could not be told, and it is to be saved again. */
    Optional<Boolean> save(StoredTask task) {
        try {
            boolean room = store.change(task);
            if (!room) {
                log.warn("No room to save the state of the task of call {}", task.callId());
            }
            return Optional.of(room);
        } catch (TaskStoreException | RuntimeException e) {
            log.warn("Failed to save the state of the task of call {}; the server retries", task.callId(), e);
            return Optional.empty();
        }
    }

    /** It has ended and is saved: from now on it is only kept. */
    void leave(StoredTask task) {
        here.remove(task.id());
    }

    /** Forgets one that nobody has heard of. */
    void remove(StoredTask task) {
        here.remove(task.id());
        try {
            store.remove(task);
        } catch (TaskStoreException | RuntimeException e) {
            log.warn("Failed to remove the unused task of call {}; it stays until it expires", task.callId(), e);
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
        log.error("Cannot save or read tasks", e);
        return new ProtocolException(
                ProtocolException.INTERNAL_ERROR,
                "The server cannot handle this request now. Try again in a few seconds.",
                Optional.empty(),
                503);
    }

    /** Its caller's, of the same tenant, with a credential that sees what was called. */
    private boolean visible(Identity.Known identity, StoredTask task) {
        return task.tenant().equals(identity.caller().tenant())
                && task.caller().equals(identity.caller().id())
                && access.visible(identity.grants(), task.target());
    }
}
