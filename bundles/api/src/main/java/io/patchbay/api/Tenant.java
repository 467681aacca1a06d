package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/** A tenant is an isolation boundary. Callers of one tenant cannot see the data of another tenant. */
public record Tenant(String id) {

    public Tenant {
        requireNonNull(id, "id");
    }
}
