package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

/**
 * A service to publish.
 *
 * @param service an object that implements one or more of Tool, Resource, ResourceTemplate, Prompt and Connector
 * @param ranking the position in lists; a higher ranking is sorted first
 * @param id a number that grows with each registration
 */
public record Registration(Object service, String namespace, int ranking, long id) {

    public Registration {
        requireNonNull(service, "service");
        requireNonNull(namespace, "namespace");
    }

    /** Returns whether both registrations have the same service object with the same properties. */
    public boolean isLike(Registration other) {
        return hasSameEntries(other) && ranking == other.ranking && id == other.id;
    }

    /** Returns whether both registrations have the same service object with the same namespace. */
    boolean hasSameEntries(Registration other) {
        return service == other.service && namespace.equals(other.namespace);
    }
}
