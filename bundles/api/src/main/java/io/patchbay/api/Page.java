package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param next the cursor for the next page; empty on the last page
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
        requireNonNull(next, "next");
    }

    /** Returns a page that has no items and no next page. */
    public static <T> Page<T> empty() {
        return new Page<>(List.of(), Optional.empty());
    }
}
