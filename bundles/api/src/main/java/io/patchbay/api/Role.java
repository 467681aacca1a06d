package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/** What a caller may do in the platform. */
public record Role(String name) {

    public Role {
        requireNonNull(name, "name");
    }
}
