package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalInt;

/**
 * Proposed values, best first. More than 100 are cut on the wire.
 *
 * @param total how many there are, where that is known
 * @param more whether there are more than these
 */
public record Completion(List<String> values, OptionalInt total, boolean more) {

    public Completion {
        values = List.copyOf(values);
        requireNonNull(total, "total");
    }

    public static Completion none() {
        return of(List.of());
    }

    /** All there are. */
    public static Completion of(List<String> values) {
        return new Completion(values, OptionalInt.of(values.size()), false);
    }
}
