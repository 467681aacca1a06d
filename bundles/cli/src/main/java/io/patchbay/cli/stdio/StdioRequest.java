package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.Cancellation;
import io.patchbay.cli.mcp.Revisions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request of the client. */
record StdioRequest(
        Object id,
        String method,
        Map<String, Object> params,
        String line,
        Cancellation cancellation,
        AtomicBoolean givenUp) {

    static StdioRequest of(Map<String, Object> message, String method, String line) {
        return new StdioRequest(
                message.get("id"),
                method,
                PlainJson.member(message, "params"),
                line,
                new Cancellation(),
                new AtomicBoolean());
    }

    /** Records that the client cancelled the request. The client then gets no answer and no error. */
    void giveUp() {
        givenUp.set(true);
    }

    boolean isGivenUp() {
        return givenUp.get() || cancellation.isCancelled();
    }

    /**
     * Returns a key for the id of the request. The key distinguishes the number {@code 1} from the string {@code "1"}.
     */
    String key() {
        return PlainJson.write(id);
    }

    /** Returns the modern revision that the request declares. Returns an empty result for a request of the legacy era. */
    Optional<String> declaredRevision() {
        return Revisions.declaredRevision(params);
    }

    /** Returns whether the request has no side effects if it is sent again. */
    boolean isHarmless() {
        return !method.equals("tools/call") && !method.startsWith("tasks/");
    }

    /** Returns whether the request begins a session of the legacy era. */
    boolean beginsSession() {
        return method.equals("initialize") && declaredRevision().isEmpty();
    }

    boolean isSubscription() {
        return method.equals("subscriptions/listen");
    }
}
