package io.patchbay.spi.deploy;

import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Publishes bundles in the catalog and removes them. Clients see only the services of published bundles. All methods may be called on
 * any thread. Changes run one at a time; a second change waits.
 */
@ProviderType
public interface Publisher {

    /**
     * Begins to publish many bundles before the server accepts clients. Until the load is closed, the owners of names are kept in
     * memory only: a server that is killed meanwhile assigns the names again. {@link Load#close} writes all names in one step.
     * Afterwards each publication writes its own names.
     */
    default Load beginLoad() {
        return () -> {};
    }

    /**
     * Publishes all services of a bundle in one step and removes those of the bundle that it replaces. Services that the bundle
     * registers later are published automatically. Blocks while definitions are read and encoded.
     *
     * <p>The whole arrival is refused if one of its entries is invalid, cannot be read, or has the same name as another of its
     * entries. An entry whose name another owner holds is skipped and reported. The whole arrival is refused if no entry would
     * remain, or if it is an update that adds such a name.
     *
     * @throws RefusedException if nothing is published, with the reasons; the previous version stays published
     * @throws IllegalStateException if the bundle does not exist, or if the catalog is closed
     */
    Publication publish(Arrival arrival);

    /**
     * Removes an owner's entries from the catalog and releases the names that the owner holds, even if the owner has no entries.
     * {@link Publication#drained} completes when the last call to the entries has ended.
     */
    Publication retire(String owner);

    /** Removes an owner's entries like {@link #retire}, but the owner keeps its names because it will return. */
    Publication withdraw(String owner);

    /**
     * Holds new calls to an owner's entries, which clients still see. The calls wait, within their time limit, until the entries are
     * replaced, retired or withdrawn. The bundle may be stopped once {@link Publication#drained} has completed.
     */
    Publication pause(String owner);

    /** Returns the names that are published for an owner now, as clients see them. Never blocks. */
    List<String> names(String owner);

    /**
     * Returns the entries that an owner offers and that are not published now, one readable line each: names that another owner
     * holds, and changes of the running connector that are invalid. Never blocks.
     */
    List<String> refused(String owner);

    /**
     * Returns the published entries of an owner that some clients cannot use, one readable line each: names and schemas that MCP
     * allows but that the large model APIs reject. Never blocks.
     */
    default List<String> limits(String owner) {
        return List.of();
    }

    /** Returns the targets of all published entries. Never blocks. */
    default Set<Target> targets() {
        return Set.of();
    }

    /** The publication of many bundles at start. */
    @ProviderType
    interface Load {

        /** Ends the load and writes the owners of all names. A failed write is retried later and reported as a problem meanwhile. */
        void close();
    }
}
