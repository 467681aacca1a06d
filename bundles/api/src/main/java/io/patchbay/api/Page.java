package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param next handed back to ask for what follows; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
        requireNonNull(next, "next");
    }

    public static <T> Page<T> empty() {
        return new Page<>(List.of(), Optional.empty());
    }
}
