package io.patchbay.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.List;

/**
 * What one POST was answered with.
 *
 * @param messages in the order they came; the response is the last, where there is one
 */
record Answer(int status, HttpHeaders headers, List<JsonNode> messages) {

    /** The result, which must be there. */
    JsonNode result() {
        JsonNode response = response();
        if (!response.has("result")) {
            throw new AssertionError("HTTP " + status + ", no result: " + response);
        }
        return response.get("result");
    }

    /** The error, which must be there. */
    JsonNode error() {
        JsonNode response = response();
        if (!response.has("error")) {
            throw new AssertionError("HTTP " + status + ", no error: " + response);
        }
        return response.get("error");
    }

    int code() {
        return error().get("code").intValue();
    }

    /** The text of a tool result's blocks. */
    String text() {
        return String.join("\n", result().get("content").findValuesAsText("text"));
    }

    boolean failed() {
        return result().path("isError").asBoolean();
    }

    /** The parameters of the notifications of one kind, in order. */
    List<JsonNode> notifications(String method) {
        return messages.stream()
                .filter(message -> message.path("method").asText().equals(method))
                .map(message -> message.get("params"))
                .toList();
    }

    private JsonNode response() {
        if (messages.isEmpty()) {
            throw new AssertionError("HTTP " + status + " without a message");
        }
        return messages.get(messages.size() - 1);
    }
}
