package io.patchbay.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * One server-sent event.
 *
 * @param name where it has one; clients take what has none for a {@code message}
 * @param id for resumption, where the revision has it
 * @param retry how long a client is asked to wait before it comes again
 * @param data one line, mostly of JSON, in UTF-8, without line breaks; perhaps empty; not copied
 */
public record Event(Optional<String> name, Optional<String> id, Optional<Duration> retry, byte[] data) {

    public Event {
        requireNonNull(name, "name");
        requireNonNull(id, "id");
        requireNonNull(retry, "retry");
        requireNonNull(data, "data");
    }

    public Event(Optional<String> id, Optional<Duration> retry, byte[] data) {
        this(Optional.empty(), id, retry, data);
    }

    public static Event of(byte[] data) {
        return new Event(Optional.empty(), Optional.empty(), data);
    }

    public static Event named(String name, byte[] data) {
        return new Event(Optional.of(name), Optional.empty(), Optional.empty(), data);
    }
}
