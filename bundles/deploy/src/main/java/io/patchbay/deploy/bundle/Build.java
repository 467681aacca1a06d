package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

/**
 * What one jar is, without its bytes.
 *
 * @param symbolicName the same in all versions of one connector
 * @param number the version, as its author numbered it
 * @param stopsFirst whether the version before has to be gone when it starts
 */
public record Build(String digest, String symbolicName, String number, boolean stopsFirst) {

    public Build {
        requireNonNull(digest, "digest");
        requireNonNull(symbolicName, "symbolicName");
        requireNonNull(number, "number");
    }

    /** Enough of it for people. */
    @Override
    public String toString() {
        return symbolicName + " " + number + " (" + digest.substring(0, 12) + ")";
    }
}
