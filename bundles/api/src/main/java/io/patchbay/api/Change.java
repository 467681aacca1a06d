package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a write would change.
 *
 * @param summary one sentence for the person who decides
 * @param before the state it would replace, as readable text; empty when something would be created
 * @param after the state it would leave; empty when something would be deleted
 * @param difference from one to the other as readable text, a unified diff where that makes sense; empty when the two say it all
 */
public record Change(String summary, Optional<String> before, Optional<String> after, Optional<String> difference) {

    public Change {
        requireNonNull(summary, "summary");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(difference, "difference");
    }

    public Change(String summary, Optional<String> before, Optional<String> after) {
        this(summary, before, after, Optional.empty());
    }
}
