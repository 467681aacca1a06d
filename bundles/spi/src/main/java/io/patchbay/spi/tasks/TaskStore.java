package io.patchbay.spi.tasks;

import io.patchbay.api.Tenant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Stores tasks until they expire. After a method has returned, every server that shares the store sees the written
 * state. If the store survives the end of the server process, the state survives too. The store removes expired tasks
 * automatically. The server may call every method on any thread. The methods may block.
 */
@ProviderType
public interface TaskStore {

    /**
     * Stores a new task. The server calls this method before the client receives the task's id.
     *
     * @return false if a limit in {@code bounds} is reached. A task that has ended counts until it expires.
     * @throws TaskStoreException if the task cannot be stored. In this case, the call does not become a task.
     */
    boolean create(StoredTask task, Bounds bounds) throws TaskStoreException;

    /**
     * Replaces the state of a task. Does nothing if the store does not contain the task. The server calls this method after each
     * change of the status. Calls for one task never run concurrently.
     *
     * @return false if the store has no space for the new state. The previous state stays stored.
     * @throws TaskStoreException if the state cannot be written. The server retries later.
     */
    boolean change(StoredTask task) throws TaskStoreException;

    /**
     * Returns a task of a tenant. Returns empty if the task does not exist or has expired.
     *
     * @param id the id that the client sent, which is untrusted
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
     * @param all the limit for all callers together
     * @param ofCaller the limit for each caller
     */
    record Bounds(int all, int ofCaller) {}
}
