package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Hints on whom content is for. {@link #NONE} says nothing.
 *
 * @param priority 0 (optional) to 1 (required)
 */
public record Annotations(Set<Message.Role> audience, OptionalDouble priority, Optional<Instant> lastModified) {

    public static final Annotations NONE = new Annotations(Set.of(), OptionalDouble.empty(), Optional.empty());

    public Annotations {
        audience = Set.copyOf(audience);
        requireNonNull(priority, "priority");
        requireNonNull(lastModified, "lastModified");
        if (priority.isPresent() && !(priority.getAsDouble() >= 0 && priority.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("priority is not between 0 and 1: " + priority.getAsDouble());
        }
    }
}
