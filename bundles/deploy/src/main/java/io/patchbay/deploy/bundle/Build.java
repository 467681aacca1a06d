package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

/**
 * Identifies the content of one jar. Does not contain the bytes of the jar.
 *
 * @param symbolicName the connector's name, which is the same in all versions
 * @param number the author's version number
 * @param stopsFirst whether the previous version must be stopped before this version starts
 */
public record Build(String digest, String symbolicName, String number, boolean stopsFirst) {

    public Build {
        requireNonNull(digest, "digest");
        requireNonNull(symbolicName, "symbolicName");
        requireNonNull(number, "number");
    }

    /** Returns a short text that identifies the content in messages. */
    @Override
    public String toString() {
        return symbolicName + " " + number + " (" + digest.substring(0, 12) + ")";
    }
}
