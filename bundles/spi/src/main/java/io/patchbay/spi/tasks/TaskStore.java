package io.patchbay.spi.tasks;

import io.patchbay.api.Tenant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps tasks until they expire. What a method that returned has written outlives the process, as far as the store outlives it,
 * and is read by every server that shares the store. Removes what has expired by itself. All methods may block; any thread.
 */
@ProviderType
public interface TaskStore {

    /**
     * Keeps a new task. Called before its client hears of it.
     *
     * @return false when there is no room: as many are kept as the bounds allow, those that have ended included
     * @throws TaskStoreException when it cannot be kept: the client is given no task then
     */
    boolean create(StoredTask task, Bounds bounds) throws TaskStoreException;

    /**
     * Keeps how a task stands now, in place of what was kept. Called at each change of its status, one after the other for one
     * task; again later for a call that threw. Does nothing for a task that is not kept any more.
     *
     * @return false when there is no room for what it holds; what was kept stays
     */
    boolean change(StoredTask task) throws TaskStoreException;

    /** A tenant's task that has not expired. Asked by an id that a client made up, perhaps. */
    Optional<StoredTask> find(Tenant tenant, String id) throws TaskStoreException;

    /** Forgets a task that no client has heard of. */
    void remove(StoredTask task) throws TaskStoreException;

    /**
     * How many tasks are kept.
     *
     * @param all at most, of all callers
     * @param ofCaller at most, of one caller
     */
    record Bounds(int all, int ofCaller) {}
}
