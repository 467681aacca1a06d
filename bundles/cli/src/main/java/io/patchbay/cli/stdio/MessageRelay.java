package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.HttpCall;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes everything that comes back for one request on to the client, the answer last. */
class MessageRelay implements HttpCall.Listener {

    private final StdioRequest request;
    private final Outbox outbox;
    private final Consumer<MessageRelay> before;
    private Optional<String> session = Optional.empty();
    private Map<String, Object> answer = Map.of();

    /** @param before called with the answer, before the client receives it */
    MessageRelay(StdioRequest request, Outbox outbox, Consumer<MessageRelay> before) {
        this.request = request;
        this.outbox = outbox;
        this.before = before;
    }

    boolean isAnswered() {
        return !answer.isEmpty();
    }

    Map<String, Object> answer() {
        return answer;
    }

    /** Returns the result of the answer; empty for an error. */
    Optional<Map<String, Object>> result() {
        return PlainJson.object(answer.get("result"));
    }

    /** Returns the session that the head of the answer names. */
    Optional<String> session() {
        return session;
    }

    @Override
    public final void began(HttpHeaders headers) {
        session = headers.firstValue("Mcp-Session-Id");
    }

    @Override
    public final boolean heard(String text) {
        Map<String, Object> message;
        try {
            message = PlainJson.object(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (message.containsKey("method")) {
            other(text, message);
            return false;
        }
        boolean nameless = message.get("id") == null && message.containsKey("error");
        if (!nameless && !request.id().equals(message.get("id"))) {
            return false;
        }
        Map<String, Object> whole = new LinkedHashMap<>(message);
        whole.put("id", request.id());
        answer = whole;
        before.accept(this);
        if (!request.isGivenUp()) {
            outbox.pass(nameless ? PlainJson.write(whole) : text);
        }
        return true;
    }

    /** Called for a message before the answer. */
    void other(String text, Map<String, Object> message) {
        outbox.pass(text);
    }
}
