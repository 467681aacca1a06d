package io.patchbay.api;

import java.util.Set;

/**
 * The changes that clients have subscribed to, among the resources of one {@link Connector}.
 *
 * @param resources the URIs that clients subscribed to; the resource need not exist. The URI of a listed resource is spelled as the
 *     connector wrote it. A URI that matches a template has the template's literal text, and its other parts are normalised.
 * @param listing whether a client listens to changes of the list of resources
 */
public record Interest(Set<String> resources, boolean listing) {

    /** No subscriptions. */
    public static final Interest NONE = new Interest(Set.of(), false);

    public Interest {
        resources = Set.copyOf(resources);
    }

    /** Returns whether no client listens to any change. */
    public boolean isNone() {
        return resources.isEmpty() && !listing;
    }
}
