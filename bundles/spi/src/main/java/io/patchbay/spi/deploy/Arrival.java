package io.patchbay.spi.deploy;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * A bundle that is ready to be seen.
 *
 * @param owner who holds its names, over restarts and updates: the deployed file's name
 * @param bundleId of the framework
 * @param replaces the id of the bundle whose entries go in the same step
 */
public record Arrival(String owner, long bundleId, OptionalLong replaces) {

    public Arrival {
        requireNonNull(owner, "owner");
        requireNonNull(replaces, "replaces");
    }
}
