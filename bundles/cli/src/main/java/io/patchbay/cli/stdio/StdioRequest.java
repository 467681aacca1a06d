package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.Flight;
import io.patchbay.cli.mcp.Revisions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request of the client's, on its way. */
record StdioRequest(
        Object id, String method, Map<String, Object> params, String line, Flight flight, AtomicBoolean givenUp) {

    static StdioRequest of(Map<String, Object> message, String method, String line) {
        return new StdioRequest(
                message.get("id"),
                method,
                PlainJson.member(message, "params"),
                line,
                new Flight(),
                new AtomicBoolean());
    }

    /** The client cancelled it: no answer is expected, and no failure is told. */
    void giveUp() {
        givenUp.set(true);
    }

    boolean isGivenUp() {
        return givenUp.get() || flight.isCancelled();
    }

    /** Tells {@code 1} from {@code "1"}. */
    String key() {
        return PlainJson.write(id);
    }

    /** The modern revision that it claims. */
    Optional<String> claimed() {
        return Revisions.claimed(params);
    }

    /** Whether sending it again changes nothing. */
    boolean isHarmless() {
        return !method.equals("tools/call") && !method.startsWith("tasks/");
    }

    /** Whether a session of the legacy era comes of it. */
    boolean begins() {
        return method.equals("initialize") && claimed().isEmpty();
    }

    boolean listens() {
        return method.equals("subscriptions/listen");
    }
}
