package io.patchbay.protocol;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Connector;
import java.util.List;

/**
 * What one registration offers.
 *
 * @param entries fit to be published, in the connector's own order
 * @param refused what is not fit, one readable line each
 */
record Offer(Registration registration, List<Entry> entries, List<String> refused) {

    Offer {
        requireNonNull(registration, "registration");
        entries = List.copyOf(entries);
        refused = List.copyOf(refused);
    }

    /** The same entries, perhaps with another ranking. */
    Offer with(Registration registration) {
        return new Offer(registration, entries, refused);
    }

    /** The same entries in the same places, and nothing behind them that could still change them. */
    Offer abandoned() {
        Object nobody = ordered() ? new Connector() {} : new Object();
        return with(new Registration(nobody, registration.namespace(), registration.ranking(), registration.id()));
    }

    /** Whether a resource of this URI is among its own, or below one of its templates. */
    boolean has(String uri) {
        return entries.stream().anyMatch(entry -> entry instanceof ResourceEntry resource && resource.uri().equals(uri)
                || entry instanceof TemplateEntry template && template.match(uri).isPresent());
    }

    /** Whether its entries have an order of their own. */
    boolean ordered() {
        return registration.service() instanceof Connector;
    }

    static Offer nothing(Registration registration, String reason) {
        return new Offer(registration, List.of(), List.of(reason));
    }
}
