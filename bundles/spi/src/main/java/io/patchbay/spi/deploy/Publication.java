package io.patchbay.spi.deploy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What became of an arrival or a retirement.
 *
 * @param names published now, on the wire
 * @param refused entries that were not, each with its reason, one readable line each
 * @param drained ends when the last call into what was replaced has ended
 */
public record Publication(List<String> names, List<String> refused, CompletionStage<Void> drained) {

    public Publication {
        names = List.copyOf(names);
        refused = List.copyOf(refused);
        requireNonNull(drained, "drained");
    }
}
