package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** The W3C Trace Context of a call, checked for form and length. */
public record TraceContext(String traceparent, Optional<String> tracestate, Optional<String> baggage) {

    public TraceContext {
        requireNonNull(traceparent, "traceparent");
        requireNonNull(tracestate, "tracestate");
        requireNonNull(baggage, "baggage");
    }
}
