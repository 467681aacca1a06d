package io.patchbay.api;

import java.util.Set;

/**
 * What clients want to hear of, among the resources of one {@link Connector}.
 *
 * @param resources URIs that are subscribed to, whether there is such a resource or not: of a resource as the connector wrote it,
 *     below a template with the template's own text and the rest normalised
 * @param listing whether anybody listens to changes of the list of resources
 */
public record Interest(Set<String> resources, boolean listing) {

    /** Nobody listens. */
    public static final Interest NONE = new Interest(Set.of(), false);

    public Interest {
        resources = Set.copyOf(resources);
    }

    public boolean isNone() {
        return resources.isEmpty() && !listing;
    }
}
