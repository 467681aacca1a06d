package io.patchbay.api;

import java.util.Set;

/**
 * The subscriptions of clients to changes in a {@link Connector}.
 *
 * @param resources the URIs that clients subscribed to. A URI may name a resource that does not exist. If the connector
 *     lists the resource, the URI is spelled as in the list. If the URI matches a template, its literal parts are
 *     spelled as in the template. The server normalises the other parts of the URI.
 * @param listing whether a client listens to changes of the list of resources
 */
public record Interest(Set<String> resources, boolean listing) {

    /** An interest without subscriptions. */
    public static final Interest NONE = new Interest(Set.of(), false);

    public Interest {
        resources = Set.copyOf(resources);
    }

    /** Returns whether {@code resources} is empty and {@code listing} is false. */
    public boolean isNone() {
        return resources.isEmpty() && !listing;
    }
}
