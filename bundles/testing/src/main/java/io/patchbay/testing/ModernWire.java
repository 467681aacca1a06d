package io.patchbay.testing;

import io.patchbay.api.Arguments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A client of protocol revision 2026-07-28. Each request is complete, and the server sends requests for input in results. */
final class ModernWire implements Wire {

    private static final String REVISION = "2026-07-28";
    private static final int MAX_ROUNDS = 32;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    private final Line line;
    private final Person person;
    private final boolean tasks;

    /** @param tasks whether the client supports tasks and follows each task to its end */
    ModernWire(Line line, Person person, boolean tasks) {
        this.line = line;
        this.person = person;
        this.tasks = tasks;
    }

    @Override
    public Answered call(String method, Map<String, ?> params) {
        Map<String, String> headers = headers(method, params);
        List<Arguments> notifications = new ArrayList<>();
        Map<String, Object> more = Map.of();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Arguments result = round(method, params, more, headers, notifications);
            if (!result.optionalString("resultType").equals(Optional.of("input_required"))) {
                return new Answered(followTask(result, notifications), notifications);
            }
            more = answers(result);
        }
        throw new AssertionError(method + " still asks for input after " + MAX_ROUNDS + " rounds");
    }

    /**
     * If the given result is a task, waits for the end of the task and returns the task's result. Returns any other
     * result unchanged.
     *
     * @param notifications the list to which this method adds each status message that the client sees, in the form of a task
     *     notification
     */
    private Arguments followTask(Arguments result, List<Arguments> notifications) {
        if (!result.optionalString("resultType").equals(Optional.of("task"))) {
            return result;
        }
        String id = result.string("taskId");
        Optional<String> seen = Optional.empty();
        while (true) {
            Arguments task = call("tasks/get", Map.of("taskId", id)).result();
            Optional<String> message = task.optionalString("statusMessage");
            if (task.string("status").equals("working") && message.isPresent() && !message.equals(seen)) {
                notifications.add(Arguments.of(Map.of("method", "notifications/tasks", "params", task.values()))
                        .readable());
                seen = message;
            }
            switch (task.string("status")) {
                case "working" -> LockSupport.parkNanos(POLL_INTERVAL.toNanos());
                case "input_required" ->
                    call(
                            "tasks/update",
                            Map.of("taskId", id, "inputResponses", answers(task).get("inputResponses")));
                case "completed" -> {
                    return task.object("result");
                }
                case "failed" ->
                    throw new McpError(
                            (int) task.object("error").integer("code"),
                            200,
                            task.object("error").string("message"));
                default -> throw new AssertionError("The task ended with an unknown status: " + task);
            }
        }
    }

    private Arguments round(
            String method,
            Map<String, ?> params,
            Map<String, Object> more,
            Map<String, String> headers,
            List<Arguments> notifications) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("io.modelcontextprotocol/protocolVersion", REVISION);
        meta.put("io.modelcontextprotocol/clientCapabilities", capabilities());
        meta.put("io.modelcontextprotocol/clientInfo", Map.of("name", "harness", "version", "1"));
        meta.put("io.modelcontextprotocol/logLevel", "debug");
        meta.put("progressToken", "progress");
        Map<String, Object> all = new LinkedHashMap<>(params);
        all.putAll(more);
        all.put("_meta", meta);
        HarnessExchange exchange = line.send(Map.of("id", 1, "method", method, "params", all), headers);
        while (true) {
            Arguments message = exchange.next()
                    .orElseThrow(() -> new AssertionError(method + " was not answered, status " + exchange.status()));
            if (!message.has("method")) {
                return Line.result(message, exchange.status());
            }
            notifications.add(message);
        }
    }

    private Map<String, Object> capabilities() {
        Map<String, Object> capabilities = new LinkedHashMap<>(person.capabilities());
        if (tasks) {
            capabilities.put("extensions", Map.of("io.modelcontextprotocol/tasks", Map.of()));
        }
        return capabilities;
    }

    private Map<String, Object> answers(Arguments asked) {
        Map<String, Object> answers = new LinkedHashMap<>();
        Arguments requests = asked.object("inputRequests");
        for (String key : requests.values().keySet()) {
            Arguments request = requests.object(key);
            answers.put(key, Person.encoded(person.answer(request.string("method"), request.object("params"))));
        }
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("inputResponses", answers);
        asked.optionalString("requestState").ifPresent(state -> more.put("requestState", state));
        return more;
    }

    private Map<String, String> headers(String method, Map<String, ?> params) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("mcp-protocol-version", REVISION);
        headers.put("mcp-method", method);
        Object name =
                params.get(method.equals("resources/read") ? "uri" : method.startsWith("tasks/") ? "taskId" : "name");
        if (name instanceof String text) {
            headers.put("mcp-name", encoded(text));
        }
        if (method.equals("tools/call") && params.get("arguments") instanceof Map<?, ?> arguments) {
            addParameterHeaders(inputSchema((String) name), arguments, headers);
        }
        return headers;
    }

    /** Returns the input schema of a tool, or empty arguments if the tool does not exist. */
    private Arguments inputSchema(String name) {
        Map<String, Object> page = Map.of();
        while (true) {
            Arguments result = call("tools/list", page).result();
            for (Arguments tool : Trees.objects(result, "tools")) {
                if (tool.string("name").equals(name)) {
                    return tool.object("inputSchema");
                }
            }
            if (!result.has("nextCursor")) {
                return Arguments.none();
            }
            page = Map.of("cursor", result.string("nextCursor"));
        }
    }

    /** Adds headers for the arguments that the schema requires in headers. */
    private static void addParameterHeaders(Arguments schema, Map<?, ?> arguments, Map<String, String> headers) {
        Arguments properties = schema.object("properties");
        for (String name : properties.values().keySet()) {
            Object value = arguments.get(name);
            if (!(properties.values().get(name) instanceof Map<?, ?>) || value == null) {
                continue;
            }
            Arguments property = properties.object(name);
            property.optionalString("x-mcp-header")
                    .ifPresent(header ->
                            headers.put("mcp-param-" + header.toLowerCase(Locale.ROOT), encoded(value.toString())));
            if (value instanceof Map<?, ?> nested) {
                addParameterHeaders(property, nested, headers);
            }
        }
    }

    private static String encoded(String value) {
        boolean plain = value.chars().allMatch(c -> c >= 0x20 && c <= 0x7E)
                && value.equals(value.strip())
                && !value.startsWith("=?");
        return plain
                ? value
                : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
