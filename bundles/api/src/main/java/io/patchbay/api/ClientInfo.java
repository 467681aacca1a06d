package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/** The name and version that a client claims. */
public record ClientInfo(String name, String version) {

    public ClientInfo {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
    }
}
