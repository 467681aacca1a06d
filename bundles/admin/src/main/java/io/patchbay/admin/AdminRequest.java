package io.patchbay.admin;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.api.Arguments;
import java.util.Map;
import java.util.Set;

/** One line that an operator sends: {@code {"command":"key create","arguments":{…}}}. */
record AdminRequest(String command, Arguments arguments) {

    AdminRequest {
        requireNonNull(command, "command");
        requireNonNull(arguments, "arguments");
    }

    /** Reads requests, and limits the nesting of their JSON. */
    static final class RequestReader {

        private static final int MAX_NESTING_DEPTH = 32;
        private static final Set<String> MEMBERS = Set.of("command", "arguments");

        /** @throws IllegalArgumentException if the line is not a request; the message describes the expected line */
        AdminRequest read(String line) {
            try {
                Object object = Strict.MAPPER.readValue(line, Object.class);
                if (object instanceof Map<?, ?> members
                        && members.get("command") instanceof String command
                        && MEMBERS.containsAll(members.keySet())) {
                    Object arguments = members.get("arguments");
                    if (arguments == null) {
                        return new AdminRequest(command, Arguments.none());
                    }
                    if (arguments instanceof Map<?, ?> map) {
                        return new AdminRequest(command, Arguments.of(stringKeys(map)));
                    }
                }
            } catch (JsonProcessingException e) {
                // the line may contain a secret, so the message does not repeat it
                throw new IllegalArgumentException("The line is not a JSON object.", e);
            }
            throw new IllegalArgumentException(
                    "The line must be {\"command\": \"…\", \"arguments\": {…}} and must contain no other member.");
        }

        /**
         * Holds the mapper, which is created at the first request. If the start of the channel created the mapper, this
         * would be the slowest part of the start.
         */
        private static final class Strict {
            private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .streamReadConstraints(StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_NESTING_DEPTH)
                                    .build())
                            .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        }

        @SuppressWarnings("unchecked")
        private static Map<String, ?> stringKeys(Map<?, ?> map) {
            return (Map<String, ?>) map;
        }
    }
}
