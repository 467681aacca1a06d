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

/** One line from an operator: {@code {"command":"key create","arguments":{…}}}. */
record Request(String command, Arguments arguments) {

    Request {
        requireNonNull(command, "command");
        requireNonNull(arguments, "arguments");
    }

    /** Reads such lines under limits. */
    static final class Reader {

        private static final int DEEPEST = 32;
        private static final Set<String> MEMBERS = Set.of("command", "arguments");

        /** @throws IllegalArgumentException for anything else, saying what is expected */
        Request read(String line) {
            try {
                Object object = Strict.MAPPER.readValue(line, Object.class);
                if (object instanceof Map<?, ?> members
                        && members.get("command") instanceof String command
                        && MEMBERS.containsAll(members.keySet())) {
                    Object arguments = members.get("arguments");
                    if (arguments == null) {
                        return new Request(command, Arguments.none());
                    }
                    if (arguments instanceof Map<?, ?> map) {
                        return new Request(command, Arguments.of(stringKeys(map)));
                    }
                }
            } catch (JsonProcessingException e) {
                // What stood there may be secret: it is not repeated.
                throw new IllegalArgumentException("Not a JSON object on one line.", e);
            }
            throw new IllegalArgumentException(
                    "Expected {\"command\": \"…\", \"arguments\": {…}} on one line, and no other member.");
        }

        /** Made for the first line that comes: it would be the slowest part of the channel's start. */
        private static final class Strict {
            private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .streamReadConstraints(StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
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
