package io.patchbay.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A complete answer as the client reads it: a status, any notifications and requests, and usually one response. */
public record Answered(int status, boolean streamed, List<Reply.Header> headers, List<JsonNode> messages) {

    public static Answered of(TestExchange exchange) {
        exchange.await();
        List<JsonNode> messages = new ArrayList<>();
        if (exchange.streamed()) {
            exchange.events().forEach(event -> messages.add(TestJson.read(event)));
            return new Answered(200, true, exchange.answerHeaders(), messages);
        }
        Reply reply = exchange.reply();
        if (reply.body().length > 0) {
            messages.add(TestJson.read(reply.body()));
        }
        return new Answered(reply.status(), false, reply.headers(), messages);
    }

    public boolean empty() {
        return messages.isEmpty();
    }

    /** Returns the response, which is the last message. */
    public JsonNode response() {
        assertThat(messages).as("status %d without a body", status).isNotEmpty();
        return messages.get(messages.size() - 1);
    }

    public JsonNode result() {
        assertThat(response().has("result")).as("%d %s", status, response()).isTrue();
        return response().get("result");
    }

    public JsonNode error() {
        assertThat(response().has("error")).as("%d %s", status, response()).isTrue();
        return response().get("error");
    }

    /** Returns the code of the error. */
    public int code() {
        return error().path("code").intValue();
    }

    public String message() {
        return error().path("message").textValue();
    }

    /** Returns the text of the first block of a tool result. */
    public String text() {
        return result().path("content").path(0).path("text").textValue();
    }

    public boolean failed() {
        return result().path("isError").booleanValue();
    }

    /** Returns the messages before the response. */
    public List<JsonNode> notifications(String method) {
        return messages.stream()
                .filter(message -> method.equals(message.path("method").textValue()))
                .toList();
    }

    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Reply.Header::value)
                .findFirst();
    }

    /** Returns the status and the error code, or the status alone if there is no error. For comparison in tables. */
    public String summary() {
        if (empty()) {
            return Integer.toString(status);
        }
        return response().has("error") ? status + " " + code() : status + " ok";
    }
}
