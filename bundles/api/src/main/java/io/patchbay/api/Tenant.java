package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/** A tenant, the isolation boundary: data of one tenant is not visible to another. */
public record Tenant(String id) {

    public Tenant {
        requireNonNull(id, "id");
    }
}
