package io.patchbay.cli.mcp;

import io.patchbay.cli.json.PlainJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A client of the legacy era: a session with a handshake, in which the server may ask questions while a call runs. */
final class LegacyClient implements McpClient {

    private static final Duration END_TIMEOUT = Duration.ofSeconds(2);

    private final Http http;
    private final Requests requests;
    private final ClientUser person;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Map<String, Object> welcome = Map.of();
    private volatile long running;

    private LegacyClient(Http http, ClientUser person) {
        this.http = http;
        this.requests = new Requests(http, person, this::asked);
        this.person = person;
    }

    static LegacyClient connect(Http http, String revision, Optional<String> level, ClientUser person)
            throws McpException {
        LegacyClient client = new LegacyClient(http, person);
        try {
            client.initialize(revision, level);
        } catch (McpException e) {
            client.close();
            throw e;
        }
        return client;
    }

    private void initialize(String revision, Optional<String> level) throws McpException {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("protocolVersion", revision);
        params.put("capabilities", person.capabilities());
        params.put("clientInfo", Requests.CLIENT_INFO);
        Map<String, Object> request = Requests.request(requests.nextId(), "initialize", params);
        welcome = requests.result(
                request,
                Map.of(),
                head -> head.firstValue("Mcp-Session-Id").ifPresent(id -> headers.put("Mcp-Session-Id", id)));
        headers.put("MCP-Protocol-Version", revision());
        if (!revision().equals(revision)) {
            throw new McpException(
                    McpException.Kind.ERROR, "The server does not support " + revision + ", but " + revision() + ".");
        }
        requests.send(notification("notifications/initialized", Map.of()), headers);
        if (level.isPresent() && capabilities().containsKey("logging")) {
            request("logging/setLevel", Map.of("level", level.get()));
        }
    }

    @Override
    public String revision() {
        return PlainJson.string(welcome, "protocolVersion").orElse("");
    }

    @Override
    public Map<String, Object> capabilities() {
        return PlainJson.member(welcome, "capabilities");
    }

    @Override
    public Map<String, Object> request(String method, Map<String, Object> params) throws McpException {
        long id = requests.nextId();
        Map<String, Object> whole = new LinkedHashMap<>(params);
        whole.put("_meta", Map.of("progressToken", BigDecimal.valueOf(id)));
        running = id;
        try {
            return requests.result(Requests.request(id, method, whole), headers, head -> {});
        } finally {
            running = 0;
        }
    }

    @Override
    public Map<String, Object> call(Map<String, Object> tool, Map<String, Object> arguments) throws McpException {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", tool.get("name"));
        params.put("arguments", arguments);
        return request("tools/call", params);
    }

    @Override
    public void listen(Runnable listening) {
        requests.listen(headers, listening);
    }

    @Override
    public void cancel() {
        if (running > 0) {
            requests.send(
                    notification("notifications/cancelled", Map.of("requestId", BigDecimal.valueOf(running))), headers);
        }
        requests.cancel();
        close();
    }

    @Override
    public void close() {
        if (headers.containsKey("Mcp-Session-Id")) {
            try {
                http.delete(headers, END_TIMEOUT);
            } catch (IOException e) {
                // The server ends an unused session itself.
            }
        }
    }

    /** Answers a request of the server, on the thread that reads the stream of the running call. */
    private void asked(Map<String, Object> request) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("jsonrpc", "2.0");
        response.put("id", request.get("id"));
        String method = PlainJson.string(request, "method").orElse("");
        if (method.equals("ping")) {
            response.put("result", Map.of());
        } else if (method.equals("elicitation/create") && !person.capabilities().isEmpty()) {
            response.put("result", person.answer(PlainJson.member(request, "params")));
        } else {
            response.put(
                    "error",
                    Map.of("code", RpcErrors.METHOD_NOT_FOUND, "message", "This client does not support " + method));
        }
        requests.send(response, headers);
    }

    private static Map<String, Object> notification(String method, Map<String, Object> params) {
        Map<String, Object> notification = new LinkedHashMap<>();
        notification.put("jsonrpc", "2.0");
        notification.put("method", method);
        notification.put("params", params);
        return notification;
    }
}
