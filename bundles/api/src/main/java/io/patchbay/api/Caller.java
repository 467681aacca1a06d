package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who a call is made for.
 *
 * @param id stable and unique within its tenant
 * @param name for people
 * @param roles what they may do, by workspace
 */
public record Caller(String id, String name, Kind kind, Tenant tenant, Map<Workspace, Set<Role>> roles) {

    public Caller {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(tenant, "tenant");
        Map<Workspace, Set<Role>> copy = new LinkedHashMap<>();
        roles.forEach((workspace, held) -> copy.put(workspace, Set.copyOf(held)));
        roles = Collections.unmodifiableMap(copy);
    }

    /** A caller is looked up with every call, and its id tells it from nearly all others. */
    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** What stands behind a caller. */
    public enum Kind {
        PERSON,
        SERVICE,
        AGENT
    }
}
