package io.patchbay.cli.mcp;

import io.patchbay.cli.json.PlainJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The headers of the modern era that repeat parts of a request's body. */
public final class ModernHeaders {

    private ModernHeaders() {}

    public static Map<String, String> of(
            String revision, String method, Map<String, Object> params, HeaderParameters parameters) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("MCP-Protocol-Version", revision);
        headers.put("Mcp-Method", method);
        nameMember(method)
                .flatMap(member -> PlainJson.string(params, member))
                .ifPresent(name -> headers.put("Mcp-Name", HeaderText.of(name)));
        if (method.equals("tools/call")) {
            headers.putAll(parameters.values(PlainJson.member(params, "arguments")));
        }
        return headers;
    }

    private static Optional<String> nameMember(String method) {
        return switch (method) {
            case "tools/call", "prompts/get" -> Optional.of("name");
            case "resources/read" -> Optional.of("uri");
            case "tasks/get", "tasks/update", "tasks/cancel" -> Optional.of("taskId");
            default -> Optional.empty();
        };
    }
}
