package io.patchbay.deploy;

import static java.util.Objects.requireNonNull;

import org.osgi.framework.Bundle;

/**
 * One version of a connector in its slot.
 *
 * @param owner who holds its names in the catalog: the file it came from
 */
record Version(String owner, Slot slot, Bundle bundle, Build build) {

    Version {
        requireNonNull(owner, "owner");
        requireNonNull(slot, "slot");
        requireNonNull(bundle, "bundle");
        requireNonNull(build, "build");
    }

    Version ownedBy(String file) {
        return new Version(file, slot, bundle, build);
    }

    boolean holds(String digest) {
        return build.digest().equals(digest);
    }
}
