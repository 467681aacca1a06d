package io.patchbay.spi.deploy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The result of a change of the catalog.
 *
 * @param names the names that are published now, in the form that clients see
 * @param refused one readable line for each entry that was not published, with the reason
 * @param drained a stage that completes when the last call to the replaced or removed entries has ended
 */
public record Publication(List<String> names, List<String> refused, CompletionStage<Void> drained) {

    public Publication {
        names = List.copyOf(names);
        refused = List.copyOf(refused);
        requireNonNull(drained, "drained");
    }
}
