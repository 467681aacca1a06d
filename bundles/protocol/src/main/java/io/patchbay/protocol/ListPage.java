package io.patchbay.protocol;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A page of a list, as it goes out.
 *
 * @param items a JSON array; not to be changed
 * @param next the cursor of what follows; empty at the end
 */
record ListPage(byte[] items, Optional<String> next) {

    ListPage {
        requireNonNull(items, "items");
        requireNonNull(next, "next");
    }
}
