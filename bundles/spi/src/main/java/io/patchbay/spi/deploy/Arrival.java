package io.patchbay.spi.deploy;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * A bundle that is ready to be published.
 *
 * @param owner the name of the deployed file. The owner keeps its published names across restarts and updates.
 * @param bundleId the bundle's id in the OSGi framework
 * @param replaces the id of the bundle that this bundle replaces. In one step, the server removes the old entries and
 *     publishes the new entries.
 * @param update whether another version of the owner was published before. The server refuses an update as a whole if the update
 *     adds a name of another owner.
 */
public record Arrival(String owner, long bundleId, OptionalLong replaces, boolean update) {

    public Arrival {
        requireNonNull(owner, "owner");
        requireNonNull(replaces, "replaces");
    }

    /** Creates an arrival. The arrival is an update if {@code replaces} is present. */
    public Arrival(String owner, long bundleId, OptionalLong replaces) {
        this(owner, bundleId, replaces, replaces.isPresent());
    }
}
