package io.patchbay.cli.stdio;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.HeaderParameters;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.HttpCall;
import io.patchbay.cli.mcp.ModernHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stores, for each tool, the arguments that the bridge also sends as headers. Reads these arguments from tool lists
 * that pass through the bridge, or requests the tool lists itself.
 */
final class ToolHeaders {

    private static final int MAX_PAGES = 1000;

    private final Http http;
    private final Map<String, HeaderParameters> parametersByTool = new ConcurrentHashMap<>();

    ToolHeaders(Http http) {
        this.http = http;
    }

    /** Reads the header parameters from an answer to {@code tools/list}. */
    void learn(Map<String, Object> message) {
        PlainJson.members(PlainJson.member(message, "result"), "tools")
                .forEach(tool -> PlainJson.string(tool, "name")
                        .ifPresent(name -> parametersByTool.put(
                                name, HeaderParameters.of(PlainJson.member(tool, "inputSchema")))));
    }

    /** Forgets all tools. Called when the tools have changed. */
    void forget() {
        parametersByTool.clear();
    }

    /**
     * Returns the header parameters of a call. If the tool is unknown, first requests the tool list with the metadata
     * of the call.
     */
    HeaderParameters of(StdioRequest call) {
        String name = PlainJson.string(call.params(), "name").orElse("");
        if (!parametersByTool.containsKey(name)
                && !PlainJson.member(call.params(), "arguments").isEmpty()) {
            listTools(call, name);
        }
        return parametersByTool.getOrDefault(name, HeaderParameters.none());
    }

    private void listTools(StdioRequest call, String name) {
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < MAX_PAGES && !parametersByTool.containsKey(name); page++) {
            Map<String, Object> params = new LinkedHashMap<>();
            Map<String, Object> meta = PlainJson.member(call.params(), "_meta");
            meta.keySet().removeIf(key -> !key.startsWith("io.modelcontextprotocol/") || key.endsWith("/logLevel"));
            params.put("_meta", meta);
            cursor.ifPresent(place -> params.put("cursor", place));
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("jsonrpc", "2.0");
            request.put("id", "patchbay-stdio-tools");
            request.put("method", "tools/list");
            request.put("params", params);
            AtomicReference<Map<String, Object>> answer = new AtomicReference<>(Map.of());
            Map<String, String> headers = ModernHeaders.of(
                    call.declaredRevision().orElseThrow(), "tools/list", params, HeaderParameters.none());
            new HttpCall(http, call.cancellation(), text -> {
                        answer.set(PlainJson.object(text));
                        return answer.get().containsKey("result");
                    })
                    .post(PlainJson.write(request), headers);
            learn(answer.get());
            cursor = PlainJson.string(PlainJson.member(answer.get(), "result"), "nextCursor");
            if (cursor.isEmpty()) {
                return;
            }
        }
    }
}
