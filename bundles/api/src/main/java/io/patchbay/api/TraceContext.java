package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** The W3C Trace Context of a call. The server has checked the format and the length of the values. */
public record TraceContext(String traceparent, Optional<String> tracestate, Optional<String> baggage) {

    public TraceContext {
        requireNonNull(traceparent, "traceparent");
        requireNonNull(tracestate, "tracestate");
        requireNonNull(baggage, "baggage");
    }
}
