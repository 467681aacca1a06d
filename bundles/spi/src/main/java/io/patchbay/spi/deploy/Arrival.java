package io.patchbay.spi.deploy;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * A bundle that is ready to be seen.
 *
 * @param owner who holds its names, over restarts and updates: the deployed file's name
 * @param bundleId of the framework
 * @param replaces the id of the bundle whose entries go in the same step
 * @param update whether another version of it has served: then all of it is refused when another owner holds a name that is new in it
 */
public record Arrival(String owner, long bundleId, OptionalLong replaces, boolean update) {

    public Arrival {
        requireNonNull(owner, "owner");
        requireNonNull(replaces, "replaces");
    }

    /** An update where it replaces another bundle. */
    public Arrival(String owner, long bundleId, OptionalLong replaces) {
        this(owner, bundleId, replaces, replaces.isPresent());
    }
}
