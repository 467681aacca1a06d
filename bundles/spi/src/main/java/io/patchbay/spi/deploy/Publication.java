package io.patchbay.spi.deploy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The result of a change of the catalog.
 *
 * @param names the names that are published now, in the form that clients see
 * @param refused one readable line for each entry that the server did not publish. The line contains the reason.
 * @param drained a stage that completes after the last call to a replaced or removed entry has ended
 */
public record Publication(List<String> names, List<String> refused, CompletionStage<Void> drained) {

    public Publication {
        names = List.copyOf(names);
        refused = List.copyOf(refused);
        requireNonNull(drained, "drained");
    }
}
