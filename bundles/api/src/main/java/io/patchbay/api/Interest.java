package io.patchbay.api;

import java.util.Set;

/**
 * The resources of a {@link Connector} whose changes clients have subscribed to.
 *
 * @param resources the URIs that clients subscribed to. The resource of a URI need not exist. The URI of a listed resource has the
 *     connector's spelling. A URI that matches a template has the literal text of the template, and the server normalises the rest
 *     of the URI.
 * @param listing whether a client listens to changes of the list of resources
 */
public record Interest(Set<String> resources, boolean listing) {

    /** An interest without subscriptions. */
    public static final Interest NONE = new Interest(Set.of(), false);

    public Interest {
        resources = Set.copyOf(resources);
    }

    /** Returns whether no client listens to any change. */
    public boolean isNone() {
        return resources.isEmpty() && !listing;
    }
}
