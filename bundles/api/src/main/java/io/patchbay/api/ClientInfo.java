package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/** What a client says it is. */
public record ClientInfo(String name, String version) {

    public ClientInfo {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
    }
}
