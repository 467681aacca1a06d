package io.patchbay.spi.deploy;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The catalog's door: only what comes through it is seen by clients. Services of bundles that were not published are ignored. Any
 * thread; one change at a time, the others wait.
 */
@ProviderType
public interface Publisher {

    /**
     * Begins to publish many bundles while no client is served. Until the load is closed, who holds which name is kept in memory
     * only, so that a server that is killed before decides all of it again. Closing the load writes all names in one step, before
     * {@link Load#close} returns; from then on each publication writes its own.
     */
    default Load beginLoad() {
        return () -> {};
    }

    /**
     * Publishes all services of a bundle in one step, in place of those of the bundle it follows. From then on the services the
     * bundle registers later come in by themselves. Blocks while definitions are read and encoded.
     *
     * <p>All of it is refused when one of its own entries is: one that is invalid, that cannot be read, or that has the name of
     * another of its entries. An entry whose name another owner holds is left out and reported, unless nothing would be left or
     * the arrival is an update that brings that name.
     *
     * @throws RefusedException when nothing is published, with the reasons; the version before stays published
     * @throws IllegalStateException when there is no such bundle, or the catalog has ended
     */
    Publication publish(Arrival arrival);

    /**
     * Takes a bundle's entries out of the catalog and frees the names that are remembered for its owner, also when it is not
     * there; the publication's future ends when its last call has.
     */
    Publication retire(String owner);

    /** As {@link #retire}, but the owner's names stay its own: it will be back. */
    Publication withdraw(String owner);

    /**
     * Lets no call into a bundle's entries begin, and leaves them where clients see them: calls that come wait, within their time
     * limit, for what is published in their place, or until they are retired or withdrawn. The bundle may be stopped once the
     * publication's future has ended.
     */
    Publication pause(String owner);

    /** What is published for an owner now, on the wire. Any thread, never blocks. */
    List<String> names(String owner);

    /**
     * Returns what an owner offers and is not published now, one readable line each: names that another owner holds, and what its
     * running connector has changed for the worse. Any thread, never blocks.
     */
    List<String> refused(String owner);

    /**
     * Returns what an owner has published and some clients cannot use, one readable line each: names and schemas that MCP allows and
     * large model APIs do not. Any thread, never blocks.
     */
    default List<String> limits(String owner) {
        return List.of();
    }

    /**
     * Returns all scopes that what is published now is visible by, for example {@code tools:clock_now}. Any thread, never blocks.
     */
    default Set<String> scopes() {
        return Set.of();
    }

    /** A load that has begun. */
    @ProviderType
    interface Load {

        /** Ends it. What cannot be written is tried again later, and told meanwhile. */
        void close();
    }
}
