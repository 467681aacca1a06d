package io.patchbay.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A client of the revision without sessions: every request says all about itself. */
final class ModernClient implements McpClient {

    static final String VERSION = "2026-07-28";

    private static final String PREFIX = "io.modelcontextprotocol/";

    private final Http http;
    private final Map<String, UnaryOperator<JsonNode>> answers = new LinkedHashMap<>();
    private boolean tasks;
    private final AtomicLong ids = new AtomicLong();

    ModernClient(Http http) {
        this.http = http;
    }

    /** From now on it can be answered with tasks. */
    ModernClient takingTasks() {
        tasks = true;
        return this;
    }

    @Override
    public void answering(String method, UnaryOperator<JsonNode> answer) {
        answers.put(method, answer);
    }

    @Override
    public Answer request(String method, Map<String, ?> params) throws IOException, InterruptedException {
        Answer answer = once(method, params);
        while (answer.status() == 200 && asks(answer)) {
            answer = once(method, next(params, answer.result()));
        }
        return answer;
    }

    /** One round, whatever it is answered with. */
    Answer once(String method, Map<String, ?> params) throws IOException, InterruptedException {
        return once(method, params, Map.of());
    }

    /** One round, with headers on top of those the method needs. */
    Answer once(String method, Map<String, ?> params, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = open(method, params, headers);
        List<JsonNode> messages = new ArrayList<>();
        try (InputStream body = response.body()) {
            if (Http.isStream(response)) {
                EventReader events = new EventReader(body);
                for (var message = events.next(); message.isPresent(); message = events.next()) {
                    messages.add(message.get());
                }
            } else if (response.statusCode() != 202) {
                messages.add(http.tree(body));
            }
        }
        return new Answer(response.statusCode(), response.headers(), messages);
    }

    /** Sends the request and leaves the answer to be read, or not. */
    HttpResponse<InputStream> open(String method, Map<String, ?> params, Map<String, String> headers)
            throws IOException, InterruptedException {
        Map<String, Object> whole = new LinkedHashMap<>(params);
        whole.put("_meta", meta(params));
        return http.post(
                Map.of("jsonrpc", "2.0", "id", ids.incrementAndGet(), "method", method, "params", whole),
                headers(method, params, headers));
    }

    @Override
    public Subscription changes(String... resources) throws IOException, InterruptedException {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("toolsListChanged", true);
        wanted.put("promptsListChanged", true);
        wanted.put("resourcesListChanged", true);
        wanted.put("resourceSubscriptions", List.of(resources));
        return listen(wanted);
    }

    /** Opens a stream of these kinds, and returns once it is acknowledged. */
    Subscription listen(Map<String, ?> wanted) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = open("subscriptions/listen", Map.of("notifications", wanted), Map.of());
        if (!Http.isStream(response)) {
            throw new AssertionError("HTTP " + response.statusCode() + " " + http.tree(response.body()));
        }
        Subscription subscription = new Subscription(response.body());
        subscription.await("notifications/subscriptions/acknowledged");
        return subscription;
    }

    @Override
    public void close() {}

    private boolean asks(Answer answer) {
        JsonNode last = answer.messages().get(answer.messages().size() - 1);
        return last.path("result").path("resultType").asText().equals("input_required") && !answers.isEmpty();
    }

    private Map<String, ?> next(Map<String, ?> params, JsonNode asked) {
        Map<String, Object> responses = new LinkedHashMap<>();
        asked.path("inputRequests")
                .properties()
                .forEach(request -> responses.put(
                        request.getKey(),
                        answers.get(request.getValue().get("method").asText())
                                .apply(request.getValue().path("params"))));
        Map<String, Object> next = new LinkedHashMap<>(params);
        next.put("inputResponses", responses);
        if (asked.has("requestState")) {
            next.put("requestState", asked.get("requestState").asText());
        }
        return next;
    }

    private Map<String, Object> meta(Map<String, ?> params) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put(PREFIX + "protocolVersion", VERSION);
        meta.put(PREFIX + "clientInfo", Map.of("name", "itests", "version", "1"));
        meta.put(PREFIX + "clientCapabilities", capabilities());
        if (params.get("_meta") instanceof Map<?, ?> more) {
            more.forEach((name, value) -> meta.put((String) name, value));
        }
        return meta;
    }

    private Map<String, Object> capabilities() {
        Map<String, Object> capabilities = new LinkedHashMap<>();
        answers.keySet().forEach(method -> capabilities.put(method.substring(0, method.indexOf('/')), Map.of()));
        if (tasks) {
            capabilities.put("extensions", Map.of(PREFIX + "tasks", Map.of()));
        }
        return capabilities;
    }

    private static Map<String, String> headers(String method, Map<String, ?> params, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("MCP-Protocol-Version", VERSION);
        headers.put("Mcp-Method", method);
        Object name =
                params.get(method.equals("resources/read") ? "uri" : method.startsWith("tasks/") ? "taskId" : "name");
        if (name instanceof String text) {
            headers.put("Mcp-Name", text);
        }
        headers.putAll(more);
        return headers;
    }
}
