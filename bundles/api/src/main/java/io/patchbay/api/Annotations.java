package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Hints for the client about the audience, importance and age of a content block.
 *
 * @param audience the roles that the content is meant for; empty if there is no hint
 * @param priority the importance of the content, from 0 (optional) to 1 (required); empty if there is no hint
 * @param lastModified the time of the last change of the content; empty if there is no hint
 */
public record Annotations(Set<Message.Role> audience, OptionalDouble priority, Optional<Instant> lastModified) {

    /** Annotations without any hint. */
    public static final Annotations NONE = new Annotations(Set.of(), OptionalDouble.empty(), Optional.empty());

    /** @throws IllegalArgumentException if the priority is not between 0 and 1 */
    public Annotations {
        audience = Set.copyOf(audience);
        requireNonNull(priority, "priority");
        requireNonNull(lastModified, "lastModified");
        if (priority.isPresent() && !(priority.getAsDouble() >= 0 && priority.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("The priority is not between 0 and 1: " + priority.getAsDouble());
        }
    }
}
