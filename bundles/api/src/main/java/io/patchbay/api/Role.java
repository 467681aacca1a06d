package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/** The name of a set of permissions that a caller has in a workspace. */
public record Role(String name) {

    public Role {
        requireNonNull(name, "name");
    }
}
