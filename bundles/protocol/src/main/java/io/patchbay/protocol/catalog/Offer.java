package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Connector;
import io.patchbay.protocol.rpc.ResourceUri;
import java.util.List;

/**
 * What one registration offers.
 *
 * @param entries fit to be published, in the connector's own order
 * @param refused what is not fit, one readable line each
 * @param unread what could not be read, for its code failed or did not answer, one readable line each
 */
record Offer(Registration registration, List<Entry> entries, List<String> refused, List<String> unread) {

    Offer {
        requireNonNull(registration, "registration");
        entries = List.copyOf(entries);
        refused = List.copyOf(refused);
        unread = List.copyOf(unread);
    }

    /** The same entries, perhaps with another ranking. */
    Offer with(Registration registration) {
        return new Offer(registration, entries, refused, unread);
    }

    /** The same entries in the same places, and nothing behind them that could still change them. */
    Offer abandoned() {
        Object nobody = ordered() ? new Connector() {} : new Object();
        return with(new Registration(nobody, registration.namespace(), registration.ranking(), registration.id()));
    }

    /** Whether a resource of this URI is among its own, or below one of its templates. */
    boolean has(ResourceUri uri) {
        return entries.stream()
                .anyMatch(entry -> entry instanceof ResourceEntry resource
                                && resource.key().equals(uri.key())
                        || entry instanceof TemplateEntry template
                                && template.match(uri).isPresent());
    }

    /** Whether its entries have an order of their own. */
    boolean ordered() {
        return registration.service() instanceof Connector;
    }

    /** That of a service that did not answer. */
    static Offer silent(Registration registration, String reason) {
        return new Offer(registration, List.of(), List.of(), List.of(reason));
    }
}
