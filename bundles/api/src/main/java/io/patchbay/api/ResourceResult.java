package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of one round of reading a resource. */
public sealed interface ResourceResult {

    /** Returns text contents that a client must not cache. */
    static Complete text(String uri, String mimeType, String text) {
        return of(Contents.text(uri, mimeType, text));
    }

    /**
     * Returns contents that a client must not cache.
     *
     * @throws IllegalArgumentException if there are no contents
     */
    static Complete of(Contents... contents) {
        return new Complete(List.of(contents), Duration.ZERO);
    }

    /** Returns one request for input, without a state. See {@link ToolResult.InputRequired}. */
    static InputRequired ask(String key, InputRequest request) {
        return new InputRequired(Map.of(key, request), Optional.empty());
    }

    /** Returns the result for a resource that does not exist. */
    static NotFound notFound() {
        return new NotFound();
    }

    /**
     * The contents of the resource.
     *
     * @param contents the contents, in a list that is not empty
     * @param fresh the time for which a client may cache the contents in a private cache; zero or positive
     */
    record Complete(List<Contents> contents, Duration fresh) implements ResourceResult {
        /** @throws IllegalArgumentException if there are no contents, or if {@code fresh} is negative */
        public Complete {
            contents = List.copyOf(contents);
            requireNonNull(fresh, "fresh");
            if (contents.isEmpty()) {
                throw new IllegalArgumentException("The result has no contents. Return NotFound instead");
            }
            if (fresh.isNegative()) {
                throw new IllegalArgumentException("The duration fresh is negative: " + fresh);
            }
        }
    }

    /** The resource does not exist, or this caller must not learn that the resource exists. */
    record NotFound() implements ResourceResult {}

    /** The resource needs input from the client. See {@link ToolResult.InputRequired}. */
    record InputRequired(Map<String, InputRequest> requests, Optional<String> state) implements ResourceResult {
        public InputRequired {
            requests = Questions.copy(requests, state);
        }
    }
}
