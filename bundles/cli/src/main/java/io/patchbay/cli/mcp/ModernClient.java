package io.patchbay.cli.mcp;

import io.patchbay.cli.json.PlainJson;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A client of the modern era, without sessions: each request is complete in itself. */
final class ModernClient implements McpClient {

    private static final int MAX_ROUNDS = 100;

    private final Requests requests;
    private final Optional<String> level;
    private final ClientUser user;
    private Map<String, Object> discovered = Map.of();

    ModernClient(Http http, Optional<String> level, ClientUser user) {
        this.requests = new Requests(http, user, asked -> {});
        this.level = level;
        this.user = user;
    }

    void discover() throws McpException {
        discovered = request("server/discover", Map.of());
    }

    @Override
    public String revision() {
        return Revisions.MODERN;
    }

    @Override
    public Map<String, Object> capabilities() {
        return PlainJson.member(discovered, "capabilities");
    }

    @Override
    public Map<String, Object> request(String method, Map<String, Object> params) throws McpException {
        return request(method, params, HeaderParameters.none());
    }

    @Override
    public Map<String, Object> call(Map<String, Object> tool, Map<String, Object> arguments) throws McpException {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", tool.get("name"));
        params.put("arguments", arguments);
        return request("tools/call", params, HeaderParameters.of(PlainJson.member(tool, "inputSchema")));
    }

    @Override
    public void listen(Runnable listening) throws McpException {
        Map<String, Object> kinds =
                Map.of("toolsListChanged", true, "promptsListChanged", true, "resourcesListChanged", true);
        sendOnce(
                "subscriptions/listen",
                Map.of("notifications", kinds),
                HeaderParameters.none(),
                head -> listening.run());
    }

    @Override
    public void cancel() {
        requests.cancel();
    }

    @Override
    public void close() {}

    private Map<String, Object> request(String method, Map<String, Object> params, HeaderParameters parameters)
            throws McpException {
        Map<String, Object> next = new LinkedHashMap<>(params);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Map<String, Object> result = sendOnce(method, next, parameters, head -> {});
            if (!"input_required".equals(result.get("resultType"))) {
                return result;
            }
            next = withAnswers(params, result);
        }
        throw new McpException(
                McpException.Kind.ERROR,
                "The server asked more than " + MAX_ROUNDS + " times. The client stopped the request.");
    }

    private Map<String, Object> sendOnce(
            String method, Map<String, Object> params, HeaderParameters parameters, Consumer<HttpHeaders> head)
            throws McpException {
        long id = requests.nextId();
        Map<String, Object> meta = new LinkedHashMap<>(Revisions.meta(Requests.CLIENT_INFO, user.capabilities()));
        if (Set.of("tools/call", "prompts/get", "resources/read").contains(method)) {
            meta.put("progressToken", java.math.BigDecimal.valueOf(id));
            level.ifPresent(from -> meta.put("io.modelcontextprotocol/logLevel", from));
        }
        Map<String, Object> paramsWithMeta = new LinkedHashMap<>(params);
        paramsWithMeta.put("_meta", meta);
        return requests.result(
                Requests.request(id, method, paramsWithMeta),
                ModernHeaders.of(Revisions.MODERN, method, params, parameters),
                head);
    }

    private Map<String, Object> withAnswers(Map<String, Object> params, Map<String, Object> asked) throws McpException {
        Map<String, Object> responses = new LinkedHashMap<>();
        for (Map.Entry<String, Object> request :
                PlainJson.member(asked, "inputRequests").entrySet()) {
            Map<String, Object> one = PlainJson.object(request.getValue()).orElseGet(Map::of);
            if (!"elicitation/create".equals(one.get("method"))
                    || user.capabilities().isEmpty()) {
                throw new McpException(
                        McpException.Kind.ERROR,
                        "This client cannot answer a request of the server: " + one.get("method"));
            }
            responses.put(request.getKey(), user.answer(PlainJson.member(one, "params")));
        }
        Map<String, Object> next = new LinkedHashMap<>(params);
        next.put("inputResponses", responses);
        PlainJson.string(asked, "requestState").ifPresent(state -> next.put("requestState", state));
        return next;
    }
}
