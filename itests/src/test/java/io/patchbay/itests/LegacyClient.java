package io.patchbay.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A client of the revisions with a handshake; the session begins with the first request. */
final class LegacyClient implements McpClient {

    static final String VERSION = "2025-11-25";

    private final Http http;
    private final Map<String, UnaryOperator<JsonNode>> answers = new LinkedHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private String session = "";

    LegacyClient(Http http) {
        this.http = http;
    }

    @Override
    public void answering(String method, UnaryOperator<JsonNode> answer) {
        answers.put(method, answer);
    }

    /** The session's id, once there is one. */
    String session() {
        return session;
    }

    /** Shakes hands, and returns what the server says of itself. */
    JsonNode initialize() throws IOException, InterruptedException {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("protocolVersion", VERSION);
        params.put("capabilities", capabilities());
        params.put("clientInfo", Map.of("name", "itests", "version", "1"));
        Answer answer = read(http.post(message("initialize", params, ids.incrementAndGet()), Map.of()));
        session = answer.headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow(() -> new AssertionError("no session: " + answer));
        notify("notifications/initialized", Map.of());
        return answer.result();
    }

    @Override
    public Answer request(String method, Map<String, ?> params) throws IOException, InterruptedException {
        return request(method, params, ids.incrementAndGet());
    }

    /** With an id of the test's choosing, so that it can be cancelled. */
    Answer request(String method, Map<String, ?> params, long id) throws IOException, InterruptedException {
        ensureSession();
        return read(http.post(message(method, params, id), headers()));
    }

    /** Sends what is not answered; the status is checked. */
    void notify(String method, Map<String, ?> params) throws IOException, InterruptedException {
        send(Map.of("jsonrpc", "2.0", "method", method, "params", params));
    }

    @Override
    public Subscription changes(String... resources) throws IOException, InterruptedException {
        for (String uri : resources) {
            request("resources/subscribe", Map.of("uri", uri)).result();
        }
        return stream();
    }

    /** Opens the session's own stream. */
    Subscription stream() throws IOException, InterruptedException {
        ensureSession();
        HttpResponse<InputStream> response = http.get(headers());
        if (!Http.isStream(response)) {
            throw new AssertionError("HTTP " + response.statusCode() + " for the GET stream");
        }
        return new Subscription(response.body());
    }

    /** Ends the session. */
    int delete() throws IOException, InterruptedException {
        return http.delete(headers()).statusCode();
    }

    @Override
    public void close() throws IOException {
        try {
            if (!session.isEmpty()) {
                delete();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ensureSession() throws IOException, InterruptedException {
        if (session.isEmpty()) {
            initialize();
        }
    }

    private Answer read(HttpResponse<InputStream> response) throws IOException, InterruptedException {
        List<JsonNode> messages = new ArrayList<>();
        try (InputStream body = response.body()) {
            if (Http.isStream(response)) {
                EventReader events = new EventReader(body);
                for (var message = events.next(); message.isPresent(); message = events.next()) {
                    messages.add(message.get());
                    if (message.get().has("method") && message.get().has("id")) {
                        answer(message.get());
                    }
                }
            } else if (response.statusCode() != 202) {
                messages.add(http.tree(body));
            }
        }
        return new Answer(response.statusCode(), response.headers(), messages);
    }

    private void answer(JsonNode asked) throws IOException, InterruptedException {
        UnaryOperator<JsonNode> answer = answers.get(asked.get("method").asText());
        if (answer == null) {
            send(Map.of(
                    "jsonrpc", "2.0", "id", asked.get("id"), "error", Map.of("code", -32601, "message", "Not here")));
        } else {
            send(Map.of("jsonrpc", "2.0", "id", asked.get("id"), "result", answer.apply(asked.path("params"))));
        }
    }

    private void send(Map<String, ?> message) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.post(message, headers());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 202) {
                throw new AssertionError("HTTP " + response.statusCode() + " for " + message + ": "
                        + new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private static Map<String, ?> message(String method, Map<String, ?> params, long id) {
        return Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params);
    }

    private Map<String, String> headers() {
        return Map.of("Mcp-Session-Id", session, "MCP-Protocol-Version", VERSION);
    }

    private Map<String, Object> capabilities() {
        Map<String, Object> capabilities = new LinkedHashMap<>();
        answers.keySet().forEach(method -> capabilities.put(method.substring(0, method.indexOf('/')), Map.of()));
        return capabilities;
    }
}
