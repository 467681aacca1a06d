package io.patchbay.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A line on its way to the trail: all but its number and the hash of the one before it, which it gets when it is written.
 *
 * @param bytes its members, the first {@code length} of them; not copied. Without any it is no line, only somebody who waits.
 * @param durable completed once the line is on disk, or will not be
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

    /** Somebody waits until it is on disk. */
    static Line awaited(JsonBytes json) {
        return new Line(json.bytes(), json.length(), Optional.of(new CompletableFuture<>()));
    }

    /** What it holds of the heap, about. */
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
