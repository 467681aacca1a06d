package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The person, service or agent that a call is made for.
 *
 * @param id the caller's id, which is stable and unique within the tenant
 * @param name the caller's name for people
 * @param roles the caller's roles in each workspace
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

    /** Returns the hash of the id alone. Maps look up the caller with every call, and ids are nearly unique. */
    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** The kind of a caller. */
    public enum Kind {
        /** A person. */
        PERSON,
        /** A program. */
        SERVICE,
        /** An AI agent with its own identity. */
        AGENT
    }
}
