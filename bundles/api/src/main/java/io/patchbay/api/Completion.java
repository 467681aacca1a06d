package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalInt;

/**
 * Proposed values for an argument or a variable.
 *
 * @param values the values, ordered from best to worst; the server sends at most 100 values
 * @param total the number of values that exist, if known
 * @param more whether there are values that the list does not contain
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

    /** Returns a completion that contains all values that exist. */
    public static Completion of(List<String> values) {
        return new Completion(values, OptionalInt.of(values.size()), false);
    }
}
