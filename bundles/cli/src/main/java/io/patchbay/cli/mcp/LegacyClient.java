package io.patchbay.cli.mcp;

import io.patchbay.cli.json.PlainJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A client of the legacy era, which has sessions with a handshake. The server may ask questions while a call runs. */
final class LegacyClient implements McpClient {

    private static final Duration END_TIMEOUT = Duration.ofSeconds(2);

    private final Http http;
    private final Requests requests;
    private final ClientUser user;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Map<String, Object> initializeResult = Map.of();
    private volatile long runningId;

    private LegacyClient(Http http, ClientUser user) {
        this.http = http;
        this.requests = new Requests(http, user, this::answerRequest);
        this.user = user;
    }

    static LegacyClient connect(Http http, String revision, Optional<String> level, ClientUser user)
            throws McpException {
        LegacyClient client = new LegacyClient(http, user);
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
        params.put("capabilities", user.capabilities());
        params.put("clientInfo", Requests.CLIENT_INFO);
        Map<String, Object> request = Requests.request(requests.nextId(), "initialize", params);
        initializeResult = requests.result(
                request,
                Map.of(),
                head -> head.firstValue("Mcp-Session-Id").ifPresent(id -> headers.put("Mcp-Session-Id", id)));
        headers.put("MCP-Protocol-Version", revision());
        if (!revision().equals(revision)) {
            throw new McpException(
                    McpException.Kind.ERROR,
                    "The server does not support " + revision + ", but supports " + revision() + ".");
        }
        requests.send(notification("notifications/initialized", Map.of()), headers);
        if (level.isPresent() && capabilities().containsKey("logging")) {
            request("logging/setLevel", Map.of("level", level.get()));
        }
    }

    @Override
    public String revision() {
        return PlainJson.string(initializeResult, "protocolVersion").orElse("");
    }

    @Override
    public Map<String, Object> capabilities() {
        return PlainJson.member(initializeResult, "capabilities");
    }

    @Override
    public Map<String, Object> request(String method, Map<String, Object> params) throws McpException {
        long id = requests.nextId();
        Map<String, Object> paramsWithMeta = new LinkedHashMap<>(params);
        paramsWithMeta.put("_meta", Map.of("progressToken", BigDecimal.valueOf(id)));
        runningId = id;
        try {
            return requests.result(Requests.request(id, method, paramsWithMeta), headers, head -> {});
        } finally {
            runningId = 0;
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
        if (runningId > 0) {
            requests.send(
                    notification("notifications/cancelled", Map.of("requestId", BigDecimal.valueOf(runningId))),
                    headers);
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
    private void answerRequest(Map<String, Object> request) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("jsonrpc", "2.0");
        response.put("id", request.get("id"));
        String method = PlainJson.string(request, "method").orElse("");
        if (method.equals("ping")) {
            response.put("result", Map.of());
        } else if (method.equals("elicitation/create") && !user.capabilities().isEmpty()) {
            response.put("result", user.answer(PlainJson.member(request, "params")));
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
