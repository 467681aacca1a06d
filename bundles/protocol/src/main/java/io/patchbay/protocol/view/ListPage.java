package io.patchbay.protocol.view;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A page of a list, as it goes out.
 *
 * @param items a JSON array; not to be changed
 * @param next the cursor of what follows; empty at the end
 */
public record ListPage(byte[] items, Optional<String> next) {

    public ListPage {
        requireNonNull(items, "items");
        requireNonNull(next, "next");
    }
}
