package io.patchbay.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.TraceContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads W3C Trace Context from the metadata of a request. Ignores values that do not conform to the recommendation. */
public final class Traces {

    private static final Pattern PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int MAX_STATE_LENGTH = 512;
    private static final int MAX_BAGGAGE_LENGTH = 8192;

    private Traces() {}

    public static Optional<TraceContext> of(JsonNode meta) {
        JsonNode parent = meta.path("traceparent");
        if (!parent.isTextual() || !PARENT.matcher(parent.textValue()).matches()) {
            return Optional.empty();
        }
        return Optional.of(new TraceContext(
                parent.textValue(),
                list(meta.path("tracestate"), MAX_STATE_LENGTH),
                list(meta.path("baggage"), MAX_BAGGAGE_LENGTH)));
    }

    private static Optional<String> list(JsonNode value, int limit) {
        String text = value.textValue();
        if (text == null || text.isEmpty() || text.length() > limit) {
            return Optional.empty();
        }
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f) ? Optional.of(text) : Optional.empty();
    }
}
