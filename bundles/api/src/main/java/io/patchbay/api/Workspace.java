package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/** A part of a tenant. */
public record Workspace(String id) {

    public Workspace {
        requireNonNull(id, "id");
    }
}
