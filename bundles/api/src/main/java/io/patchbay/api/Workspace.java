package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/** A workspace is a part of a tenant. A caller can have different roles in each workspace. */
public record Workspace(String id) {

    public Workspace {
        requireNonNull(id, "id");
    }
}
