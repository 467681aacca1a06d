package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Connector;
import io.patchbay.protocol.rpc.ResourceUri;
import java.util.List;

/**
 * The entries that one registration offers.
 *
 * @param entries the valid entries, in the connector's own order
 * @param refused the invalid entries, one readable line each
 * @param unread the entries that could not be read because connector code failed or did not answer, one readable line each
 */
record Offer(Registration registration, List<Entry> entries, List<String> refused, List<String> unread) {

    Offer {
        requireNonNull(registration, "registration");
        entries = List.copyOf(entries);
        refused = List.copyOf(refused);
        unread = List.copyOf(unread);
    }

    /** Returns the same entries with another registration, whose ranking may differ. */
    Offer with(Registration registration) {
        return new Offer(registration, entries, refused, unread);
    }

    /**
     * Returns the same entries in the same places, but separated from their service. The service can no longer change
     * these entries.
     */
    Offer detached() {
        Object detached = isOrdered() ? new Connector() {} : new Object();
        return with(new Registration(detached, registration.namespace(), registration.ranking(), registration.id()));
    }

    /** Returns whether the URI names one of the offered resources or matches one of the offered templates. */
    boolean has(ResourceUri uri) {
        return entries.stream()
                .anyMatch(entry -> entry instanceof ResourceEntry resource
                                && resource.key().equals(uri.key())
                        || entry instanceof TemplateEntry template
                                && template.match(uri).isPresent());
    }

    /** Returns whether the entries have an order of their own, like the entries of a connector. */
    boolean isOrdered() {
        return registration.service() instanceof Connector;
    }

    /** Returns the offer of a service that did not answer. */
    static Offer unanswered(Registration registration, String reason) {
        return new Offer(registration, List.of(), List.of(), List.of(reason));
    }
}
