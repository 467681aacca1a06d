package io.patchbay.protocol.call;

import io.patchbay.api.InputRequest;
import io.patchbay.protocol.json.BodyWriter;
import io.patchbay.spi.audit.Outcome;
import java.util.Map;
import java.util.Optional;

/** The result of a round. */
public sealed interface Result {

    /**
     * The round finished.
     *
     * @param body the members of the result object
     * @param outcome the outcome for the audit trail
     * @param recorded an action that is executed after the outcome is recorded and before the answer is sent
     */
    record Done(BodyWriter body, Outcome outcome, Runnable recorded) implements Result {
        public Done(BodyWriter body, Outcome outcome) {
            this(body, outcome, () -> {});
        }

        public static Done ok(BodyWriter body) {
            return new Done(body, Outcome.OK);
        }
    }

    /** The round asks the client for input. */
    record Ask(Map<String, InputRequest> requests, Optional<String> state) implements Result {}

    /**
     * The round opens a stream that lasts longer than the round.
     *
     * @param start opens the stream after the outcome is recorded
     */
    record Opened(Runnable start) implements Result {}

    /** The connector's code threw an exception. */
    record Broken(Throwable cause) implements Result {}

    /** The round did not end before its deadline. */
    record Overdue() implements Result {}

    /** The call was ended. */
    record Cancelled() implements Result {}
}
