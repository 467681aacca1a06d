package io.patchbay.spi.deploy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The result of a change of the catalog.
 *
 * @param names the names that are published now, as clients see them
 * @param refused the entries that were not published, one readable line each with the reason
 * @param drained completes when the last call to the replaced or removed entries has ended
 */
public record Publication(List<String> names, List<String> refused, CompletionStage<Void> drained) {

    public Publication {
        names = List.copyOf(names);
        refused = List.copyOf(refused);
        requireNonNull(drained, "drained");
    }
}
