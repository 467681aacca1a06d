package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Hints for the client about the audience, importance and age of content.
 *
 * @param audience the roles that the content is meant for; empty for no hint
 * @param priority from 0 (optional) to 1 (required); empty for no hint
 * @param lastModified when the content was last modified; empty for no hint
 */
public record Annotations(Set<Message.Role> audience, OptionalDouble priority, Optional<Instant> lastModified) {

    /** No hints. */
    public static final Annotations NONE = new Annotations(Set.of(), OptionalDouble.empty(), Optional.empty());

    /** @throws IllegalArgumentException if the priority is not between 0 and 1 */
    public Annotations {
        audience = Set.copyOf(audience);
        requireNonNull(priority, "priority");
        requireNonNull(lastModified, "lastModified");
        if (priority.isPresent() && !(priority.getAsDouble() >= 0 && priority.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("priority is not between 0 and 1: " + priority.getAsDouble());
        }
    }
}
