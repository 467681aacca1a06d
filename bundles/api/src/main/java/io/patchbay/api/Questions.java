package io.patchbay.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Checks the requests for input that a connector makes in one round. */
final class Questions {

    private Questions() {}

    /**
     * Returns an ordered copy of the requests.
     *
     * @throws IllegalArgumentException if there is neither a request nor a state
     */
    static Map<String, InputRequest> copy(Map<String, InputRequest> requests, Optional<String> state) {
        if (requests.isEmpty() && state.isEmpty()) {
            throw new IllegalArgumentException("The result has neither a request nor a state");
        }
        return Collections.unmodifiableMap(new LinkedHashMap<>(requests));
    }
}
