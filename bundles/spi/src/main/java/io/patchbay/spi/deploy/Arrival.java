package io.patchbay.spi.deploy;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * A bundle that is ready to be published.
 *
 * @param owner the name of the deployed file, which holds the published names across restarts and updates
 * @param bundleId the bundle's id in the OSGi framework
 * @param replaces the id of the bundle whose entries are removed in the same step
 * @param update whether another version of the owner was published before; if so, the whole arrival is refused if it adds a name that
 *     another owner holds
 */
public record Arrival(String owner, long bundleId, OptionalLong replaces, boolean update) {

    public Arrival {
        requireNonNull(owner, "owner");
        requireNonNull(replaces, "replaces");
    }

    /** Creates an arrival that is an update if it replaces another bundle. */
    public Arrival(String owner, long bundleId, OptionalLong replaces) {
        this(owner, bundleId, replaces, replaces.isPresent());
    }
}
