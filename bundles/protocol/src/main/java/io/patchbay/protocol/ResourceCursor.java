package io.patchbay.protocol;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Where a listing of resources goes on. Places are {@link Entry#place()}: they hold no line break. */
sealed interface ResourceCursor {

    /** With the registered resources after this place. */
    record Registered(String after) implements ResourceCursor {
        public Registered {
            requireNonNull(after, "after");
        }

        @Override
        public String text() {
            return "R" + after;
        }
    }

    /** With the templates after this place; empty for all of them. */
    record Templates(String after) implements ResourceCursor {
        public Templates {
            requireNonNull(after, "after");
        }

        @Override
        public String text() {
            return "T" + after;
        }
    }

    /** Within the template at this place, where its connector said. */
    record Within(String place, String cursor) implements ResourceCursor {
        public Within {
            requireNonNull(place, "place");
            requireNonNull(cursor, "cursor");
        }

        @Override
        public String text() {
            return "W" + place + "\n" + cursor;
        }
    }

    /** What {@link #parse} reads. */
    String text();

    static Optional<ResourceCursor> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String rest = text.substring(1);
        int end = rest.indexOf('\n');
        return switch (text.charAt(0)) {
            case 'R' -> Optional.of(new Registered(rest));
            case 'T' -> Optional.of(new Templates(rest));
            case 'W' -> end < 0 ? Optional.empty() : Optional.of(new Within(rest.substring(0, end), rest.substring(end + 1)));
            default -> Optional.empty();
        };
    }
}
