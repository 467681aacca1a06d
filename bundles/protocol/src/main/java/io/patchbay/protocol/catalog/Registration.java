package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

/**
 * Something to publish.
 *
 * @param service a Tool, Resource, ResourceTemplate, Prompt or Connector, or several of these at once
 * @param ranking the higher comes first
 * @param id grows with each registration
 */
public record Registration(Object service, String namespace, int ranking, long id) {

    public Registration {
        requireNonNull(service, "service");
        requireNonNull(namespace, "namespace");
    }

    /** Returns whether both stand for the same service object under the same properties. */
    public boolean isLike(Registration other) {
        return sameEntries(other) && ranking == other.ranking && id == other.id;
    }

    /** Whether both stand for the same service object under the same namespace. */
    boolean sameEntries(Registration other) {
        return service == other.service && namespace.equals(other.namespace);
    }
}
