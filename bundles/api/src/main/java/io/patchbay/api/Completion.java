package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalInt;

/**
 * Proposed values for an argument or a variable.
 *
 * @param values best first; the server sends the first 100
 * @param total how many values exist, if known
 * @param more whether more values exist than these
 */
public record Completion(List<String> values, OptionalInt total, boolean more) {

    public Completion {
        values = List.copyOf(values);
        requireNonNull(total, "total");
    }

    /** Returns a completion without values. */
    public static Completion none() {
        return of(List.of());
    }

    /** Returns a completion whose values are all that exist. */
    public static Completion of(List<String> values) {
        return new Completion(values, OptionalInt.of(values.size()), false);
    }
}
