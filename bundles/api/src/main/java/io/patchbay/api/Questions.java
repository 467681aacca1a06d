package io.patchbay.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What one round asks. */
final class Questions {

    private Questions() {}

    /** The requests copied in order; there is at least one, or a state. */
    static Map<String, InputRequest> copy(Map<String, InputRequest> requests, Optional<String> state) {
        if (requests.isEmpty() && state.isEmpty()) {
            throw new IllegalArgumentException("neither a request nor a state");
        }
        return Collections.unmodifiableMap(new LinkedHashMap<>(requests));
    }
}
