package io.patchbay.spi.tasks;

import io.patchbay.api.Tenant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Stores tasks until they expire. A write is visible, once its method has returned, to every server that shares the store, and
 * survives the process if the store does. The store removes expired tasks by itself. All methods are called on any thread and may block.
 */
@ProviderType
public interface TaskStore {

    /**
     * Stores a new task. Called before the client receives the task's id.
     *
     * @return false if the bounds are reached; tasks that have ended count until they expire
     * @throws TaskStoreException if the task cannot be stored; the call then does not become a task
     */
    boolean create(StoredTask task, Bounds bounds) throws TaskStoreException;

    /**
     * Replaces the state of a task. Called after each change of the status, one call at a time for one task. Does nothing if the task
     * is no longer stored.
     *
     * @return false if there is no room for the new state; the previous state stays stored
     * @throws TaskStoreException if the state cannot be written; the server retries later
     */
    boolean change(StoredTask task) throws TaskStoreException;

    /**
     * Returns a tenant's task that has not expired.
     *
     * @param id from the client; untrusted
     * @throws TaskStoreException if the store cannot be read
     */
    Optional<StoredTask> find(Tenant tenant, String id) throws TaskStoreException;

    /**
     * Removes a task whose id no client has received.
     *
     * @throws TaskStoreException if the task cannot be removed
     */
    void remove(StoredTask task) throws TaskStoreException;

    /**
     * The maximum numbers of stored tasks.
     *
     * @param all of all callers together
     * @param ofCaller of one caller
     */
    record Bounds(int all, int ofCaller) {}
}
