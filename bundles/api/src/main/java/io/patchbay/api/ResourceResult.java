package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What reading a resource answers. */
public sealed interface ResourceResult {

    static Complete text(String uri, String mimeType, String text) {
        return of(Contents.text(uri, mimeType, text));
    }

    static Complete of(Contents... contents) {
        return new Complete(List.of(contents), Duration.ZERO);
    }

    /** Asks first. */
    static InputRequired ask(String key, InputRequest request) {
        return new InputRequired(Map.of(key, request), Optional.empty());
    }

    static NotFound notFound() {
        return new NotFound();
    }

    /**
     * The contents, at least one.
     *
     * @param fresh how long a client may keep them, for itself alone
     */
    record Complete(List<Contents> contents, Duration fresh) implements ResourceResult {
        public Complete {
            contents = List.copyOf(contents);
            requireNonNull(fresh, "fresh");
            if (contents.isEmpty()) {
                throw new IllegalArgumentException("no contents: answer NotFound");
            }
            if (fresh.isNegative()) {
                throw new IllegalArgumentException("fresh is negative: " + fresh);
            }
        }
    }

    /** There is nothing, or nothing this caller may know of. */
    record NotFound() implements ResourceResult {}

    /** As {@link ToolResult.InputRequired}. */
    record InputRequired(Map<String, InputRequest> requests, Optional<String> state) implements ResourceResult {
        public InputRequired {
            requests = Questions.copy(requests, state);
        }
    }
}
