package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.HttpCall;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes all messages that belong to one request on to the client. The answer is the last message. */
class MessageRelay implements HttpCall.MessageListener {

    private final StdioRequest request;
    private final Outbox outbox;
    private final Consumer<MessageRelay> beforeAnswer;
    private Optional<String> session = Optional.empty();
    private Map<String, Object> answer = Map.of();

    /** @param beforeAnswer called when the answer has arrived, before the client receives the answer */
    MessageRelay(StdioRequest request, Outbox outbox, Consumer<MessageRelay> beforeAnswer) {
        this.request = request;
        this.outbox = outbox;
        this.beforeAnswer = beforeAnswer;
    }

    boolean isAnswered() {
        return !answer.isEmpty();
    }

    Map<String, Object> answer() {
        return answer;
    }

    /** Returns the result in the answer. Returns an empty {@code Optional} if the answer is an error. */
    Optional<Map<String, Object>> result() {
        return PlainJson.object(answer.get("result"));
    }

    /** Returns the session that the head of the answer names. */
    Optional<String> session() {
        return session;
    }

    @Override
    public final void onHead(HttpHeaders headers) {
        session = headers.firstValue("Mcp-Session-Id");
    }

    @Override
    public final boolean onMessage(String text) {
        Map<String, Object> message;
        try {
            message = PlainJson.object(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (message.containsKey("method")) {
            onOtherMessage(text, message);
            return false;
        }
        boolean hasNoId = message.get("id") == null && message.containsKey("error");
        if (!hasNoId && !request.id().equals(message.get("id"))) {
            return false;
        }
        Map<String, Object> completed = new LinkedHashMap<>(message);
        completed.put("id", request.id());
        answer = completed;
        beforeAnswer.accept(this);
        if (!request.isGivenUp()) {
            outbox.passOn(hasNoId ? PlainJson.write(completed) : text);
        }
        return true;
    }

    /** Called for each message before the answer. */
    void onOtherMessage(String text, Map<String, Object> message) {
        outbox.passOn(text);
    }
}
