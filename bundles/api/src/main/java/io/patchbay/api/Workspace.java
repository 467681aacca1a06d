package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/** A workspace, a part of a tenant in which callers have roles. */
public record Workspace(String id) {

    public Workspace {
        requireNonNull(id, "id");
    }
}
