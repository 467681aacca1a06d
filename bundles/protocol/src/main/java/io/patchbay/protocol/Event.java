package io.patchbay.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * One server-sent event.
 *
 * @param name the event type; clients treat an event without a type as {@code message}
 * @param id the id of the event, with which a client can resume the stream later; empty if the revision does not allow
 *     this
 * @param retry the time that the client should wait before it reconnects
 * @param data one line in UTF-8, usually JSON; may be empty; the array is not copied
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
