package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/** The isolation boundary: nothing of one tenant is visible in another. */
public record Tenant(String id) {

    public Tenant {
        requireNonNull(id, "id");
    }
}
