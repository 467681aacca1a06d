package io.patchbay.protocol.view;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An encoded page of a list.
 *
 * @param items a JSON array; must not be changed
 * @param next the cursor of the next page; empty on the last page
 */
public record ListPage(byte[] items, Optional<String> next) {

    public ListPage {
        requireNonNull(items, "items");
        requireNonNull(next, "next");
    }
}
