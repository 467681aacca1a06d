package io.patchbay.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A line that waits to be written. {@link Chain} adds the number of the line and the hash of the previous line.
 *
 * @param bytes the line's members, not copied. Only the first {@code length} bytes are used. A line without bytes is a marker that
 *     is not written
 * @param durable completes once the line is on disk, and fails if the line cannot be written
 */
record Line(byte[] bytes, int length, Optional<CompletableFuture<Void>> durable) {

    private static final int OVERHEAD = 96;

    Line {
        requireNonNull(bytes, "bytes");
        requireNonNull(durable, "durable");
    }

    static Line of(JsonBytes json) {
        return new Line(json.bytes(), json.length(), Optional.empty());
    }

    /** Returns a line for a caller that waits until the line is {@link #durable}. */
    static Line awaited(JsonBytes json) {
        return new Line(json.bytes(), json.length(), Optional.of(new CompletableFuture<>()));
    }

    /** Returns the approximate size on the heap, in bytes. */
    int weight() {
        return bytes.length + OVERHEAD;
    }

    void written() {
        durable.ifPresent(waiting -> waiting.complete(null));
    }

    void failed(Throwable cause) {
        durable.ifPresent(waiting -> waiting.completeExceptionally(cause));
    }
}
