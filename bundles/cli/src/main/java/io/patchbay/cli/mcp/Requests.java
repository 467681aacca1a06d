package io.patchbay.cli.mcp;

import io.patchbay.cli.json.PlainJson;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends requests and waits for their answers, in both eras. */
final class Requests {

    static final Map<String, Object> CLIENT_INFO = Map.of("name", "patchbay-cli", "version", "1");

    private final Http http;
    private final ClientUser user;
    private final Consumer<Map<String, Object>> serverRequests;
    private volatile Cancellation cancellation = new Cancellation();
    private long lastId;

    /** @param serverRequests receives requests of the server */
    Requests(Http http, ClientUser user, Consumer<Map<String, Object>> serverRequests) {
        this.http = http;
        this.user = user;
        this.serverRequests = serverRequests;
    }

    long nextId() {
        return ++lastId;
    }

    void cancel() {
        cancellation.cancel();
    }

    boolean isCancelled() {
        return cancellation.isCancelled();
    }

    /** Sends a request and returns its result. Passes the head of the answer to {@code head}. */
    Map<String, Object> result(
            Map<String, Object> request, Map<String, String> headers, Consumer<java.net.http.HttpHeaders> head)
            throws McpException {
        if (cancellation.isCancelled()) {
            throw McpException.of(new CallOutcome.Cancelled(), http.endpoint());
        }
        AnswerListener answer = new AnswerListener((BigDecimal) request.get("id"), head);
        CallOutcome outcome = new HttpCall(http, cancellation, answer).post(PlainJson.write(request), headers);
        if (answer.message.isEmpty()) {
            throw outcome instanceof CallOutcome.Done
                    ? new McpException(
                            McpException.Kind.ERROR,
                            "The server's response contains no answer. Check that the URL is the URL of an MCP endpoint.")
                    : McpException.of(outcome, http.endpoint());
        }
        Map<String, Object> message = answer.message.get();
        if (message.containsKey("error")) {
            throw McpException.ofError(PlainJson.member(message, "error"));
        }
        return PlainJson.member(message, "result");
    }

    /** Sends a message that has no answer. */
    CallOutcome send(Map<String, Object> message, Map<String, String> headers) {
        return new HttpCall(http, new Cancellation(), text -> true).post(PlainJson.write(message), headers);
    }

    /** Reads the messages that belong to no request. */
    void listen(Map<String, String> headers, Runnable listening) {
        new HttpCall(http, cancellation, new AnswerListener(BigDecimal.ZERO, head -> listening.run()))
                .listen(headers, Optional.empty());
    }

    static Map<String, Object> request(long id, String method, Map<String, Object> params) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("jsonrpc", "2.0");
        request.put("id", BigDecimal.valueOf(id));
        request.put("method", method);
        request.put("params", params);
        return request;
    }

    /** Collects the answer, and passes on the messages before the answer. */
    private final class AnswerListener implements HttpCall.MessageListener {

        private final BigDecimal id;
        private final Consumer<java.net.http.HttpHeaders> head;
        private Optional<Map<String, Object>> message = Optional.empty();

        AnswerListener(BigDecimal id, Consumer<java.net.http.HttpHeaders> head) {
            this.id = id;
            this.head = head;
        }

        @Override
        public void onHead(java.net.http.HttpHeaders headers) {
            head.accept(headers);
        }

        @Override
        public boolean onMessage(String text) {
            Map<String, Object> heard;
            try {
                heard = PlainJson.object(text);
            } catch (IllegalArgumentException e) {
                return false;
            }
            Optional<String> method = PlainJson.string(heard, "method");
            if (method.isPresent() && heard.containsKey("id")) {
                serverRequests.accept(heard);
            } else if (method.isPresent()) {
                user.onNotification(method.get(), PlainJson.member(heard, "params"));
            } else if (id.equals(heard.get("id")) || heard.containsKey("error") && heard.get("id") == null) {
                message = Optional.of(heard);
            }
            return message.isPresent();
        }
    }
}
