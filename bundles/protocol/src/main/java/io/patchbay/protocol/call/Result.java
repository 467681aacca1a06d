package io.patchbay.protocol.call;

import io.patchbay.api.InputRequest;
import io.patchbay.protocol.json.BodyWriter;
import io.patchbay.spi.audit.Outcome;
import java.util.Map;
import java.util.Optional;

/** How a round came out. */
public sealed interface Result {

    /**
     * Finished: the members of the result object, and what the trail says of it.
     *
     * @param recorded run once it is on record, before it goes out
     */
    record Done(BodyWriter body, Outcome outcome, Runnable recorded) implements Result {
        public Done(BodyWriter body, Outcome outcome) {
            this(body, outcome, () -> {});
        }

        public static Done ok(BodyWriter body) {
            return new Done(body, Outcome.OK);
        }
    }

    /** The client's side is asked first. */
    record Ask(Map<String, InputRequest> requests, Optional<String> state) implements Result {}

    /**
     * Goes on as a stream that ends itself.
     *
     * @param start opens it, once it is on record
     */
    record Opened(Runnable start) implements Result {}

    /** The connector's code threw. */
    record Broken(Throwable cause) implements Result {}

    /** The deadline passed. */
    record Overdue() implements Result {}

    /** Nobody waits any more. */
    record Cancelled() implements Result {}
}
