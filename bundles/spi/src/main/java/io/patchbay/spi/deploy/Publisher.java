package io.patchbay.spi.deploy;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Publishes bundles in the catalog and removes bundles from the catalog. Clients see only the services of published bundles. Any
 * thread may call any method. Changes run one at a time. A second change waits for the first.
 */
@ProviderType
public interface Publisher {

    /**
     * Begins to publish many bundles before the server accepts clients. Until the load is closed, the server keeps the owners of
     * names in memory only. If the server is killed during this time, the next start assigns the names again. {@link Load#close}
     * writes all names in one step. After the load, each publication writes its own names.
     */
    default Load beginLoad() {
        return () -> {};
    }

    /**
     * Publishes all services of a bundle in one step and removes the services of the replaced bundle. The server automatically
     * publishes services that the bundle registers later. The method blocks while it reads and encodes definitions.
     *
     * <p>The method refuses the whole arrival if an entry is invalid, if an entry cannot be read, or if two entries have the same
     * name. The method skips and reports an entry whose name belongs to another owner. The method refuses the whole arrival if no
     * entry would remain. The method also refuses an update that adds a name of another owner.
     *
     * @throws RefusedException if nothing is published. The exception contains the reasons. The previous version stays published.
     * @throws IllegalStateException if the bundle does not exist, or if the catalog is closed
     */
    Publication publish(Arrival arrival);

    /**
     * Removes an owner's entries from the catalog and releases the owner's names, even if the owner has no entries.
     * {@link Publication#drained} completes when the last call to the entries has ended.
     */
    Publication retire(String owner);

    /** Removes an owner's entries like {@link #retire}, but does not release the owner's names, because the owner will return. */
    Publication withdraw(String owner);

    /**
     * Delays new calls to an owner's entries. Clients still see the entries. The calls wait until the entries are replaced, retired
     * or withdrawn, or until their time limit passes. The bundle may be stopped after {@link Publication#drained} has completed.
     */
    Publication pause(String owner);

    /** Returns the names that are published for an owner now, in the form that clients see. The method never blocks. */
    List<String> names(String owner);

    /**
     * Returns one readable line for each entry that an owner offers and that is not published now. An entry is not published if
     * another owner has its name, or if a change of the running connector is invalid. The method never blocks.
     */
    List<String> refused(String owner);

    /**
     * Returns one readable line for each published entry of an owner that some clients cannot use. Some names and schemas are valid
     * in MCP, but the large model APIs reject them. The method never blocks.
     */
    default List<String> limits(String owner) {
        return List.of();
    }

    /**
     * Returns all scopes that published entries need to be visible, for example {@code tools:clock_now}. The method never blocks.
     */
    default Set<String> scopes() {
        return Set.of();
    }

    /** The publication of many bundles at start. */
    @ProviderType
    interface Load {

        /**
         * Ends the load and writes the owners of all names. If the write fails, the server reports a problem and retries the write
         * later.
         */
        void close();
    }
}
