package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

import org.osgi.framework.Bundle;

/**
 * One version of a connector in its slot.
 *
 * @param owner who holds its names in the catalog: the file it came from
 */
public record Version(String owner, Slot slot, Bundle bundle, Build build) {

    public Version {
        requireNonNull(owner, "owner");
        requireNonNull(slot, "slot");
        requireNonNull(bundle, "bundle");
        requireNonNull(build, "build");
    }

    public Version ownedBy(String file) {
        return new Version(file, slot, bundle, build);
    }

    public boolean holds(String digest) {
        return build.digest().equals(digest);
    }
}
