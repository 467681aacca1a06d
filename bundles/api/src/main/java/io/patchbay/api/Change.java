package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The change that a write would make.
 *
 * @param summary one sentence for the person who approves the write
 * @param before the present state as readable text; empty if the write creates something
 * @param after the state after the write; empty if the write deletes something
 * @param difference the difference between {@code before} and {@code after} as readable text, for example a unified diff; empty if
 *     these two texts are sufficient
 */
public record Change(String summary, Optional<String> before, Optional<String> after, Optional<String> difference) {

    public Change {
        requireNonNull(summary, "summary");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(difference, "difference");
    }

    /** Creates a change whose {@code difference} is empty. */
    public Change(String summary, Optional<String> before, Optional<String> after) {
        this(summary, before, after, Optional.empty());
    }
}
