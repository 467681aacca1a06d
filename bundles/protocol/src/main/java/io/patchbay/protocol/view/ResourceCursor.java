package io.patchbay.protocol.view;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.catalog.Entry;
import java.util.Optional;

/**
 * The position at which a resource listing continues. A place is the value of {@link Entry#place()}. Places and URIs
 * contain no line breaks.
 */
sealed interface ResourceCursor {

    /** Continues with the registered resources after a place. */
    record Registered(String after) implements ResourceCursor {
        public Registered {
            requireNonNull(after, "after");
        }

        @Override
        public String text() {
            return "R" + after;
        }
    }

    /**
     * Continues with the resources below the template at a place.
     *
     * @param cursor the connector's cursor; empty for its first page
     * @param after the URI of the last resource that the client has from the connector's page; empty if the client has no resource
     *     of this page
     */
    record Within(String place, Optional<String> cursor, String after) implements ResourceCursor {
        public Within {
            requireNonNull(place, "place");
            requireNonNull(cursor, "cursor");
            requireNonNull(after, "after");
        }

        @Override
        public String text() {
            return "W" + place + "\n" + after + "\n"
                    + cursor.map(text -> "+" + text).orElse("");
        }

        private static Optional<ResourceCursor> parse(String text) {
            String[] parts = text.split("\n", 3);
            return parts.length < 3
                    ? Optional.empty()
                    : Optional.of(new Within(
                            parts[0],
                            Optional.of(parts[2])
                                    .filter(cursor -> !cursor.isEmpty())
                                    .map(cursor -> cursor.substring(1)),
                            parts[1]));
        }
    }

    /** Returns the text that {@link #parse} reads. */
    String text();

    static Optional<ResourceCursor> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String rest = text.substring(1);
        return switch (text.charAt(0)) {
            case 'R' -> Optional.of(new Registered(rest));
            case 'W' -> Within.parse(rest);
            default -> Optional.empty();
        };
    }
}
