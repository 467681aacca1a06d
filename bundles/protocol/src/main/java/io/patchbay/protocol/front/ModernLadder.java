package io.patchbay.protocol.front;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Level;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.ClientCapabilities;
import io.patchbay.protocol.rpc.HeaderValues;
import io.patchbay.protocol.rpc.Headers;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.rpc.RequestMeta;
import io.patchbay.protocol.rpc.RpcMessage;
import io.patchbay.protocol.rpc.Traces;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the headers and the metadata of a modern request in the order that MCP 2026-07-28 defines ("Streamable HTTP",
 * headers). The order is: version header, metadata, equal versions in header and metadata, supported version, method
 * header, name header, supported method, log level.
 */
public final class ModernLadder {

    private static final String CLIENT_KEY = "io.modelcontextprotocol/clientInfo";
    private static final String LEVEL_KEY = "io.modelcontextprotocol/logLevel";
    private static final String METHOD_HEADER = "Mcp-Method";
    private static final String NAME_HEADER = "Mcp-Name";

    /** The parameter whose value the name header repeats, by method. */
    private static final Map<String, String> NAMED = Map.of(
            "tools/call", "name",
            "prompts/get", "name",
            "resources/read", "uri",
            "tasks/get", "taskId",
            "tasks/update", "taskId",
            "tasks/cancel", "taskId");

    private ModernLadder() {}

    /** @param served the names of the supported methods */
    public static RequestMeta check(RpcMessage.Request request, Exchange exchange, Set<String> served)
            throws ProtocolException {
        String header = single(exchange, Headers.VERSION);
        JsonNode meta = request.params().path("_meta");
        JsonNode version = meta.path(Headers.VERSION_KEY);
        JsonNode capabilities = meta.path(Headers.CAPABILITIES_KEY);
        if (!version.isTextual() || !Params.isObject(capabilities)) {
            throw ProtocolException.missingMetadata("\"_meta\" must contain the string \"" + Headers.VERSION_KEY
                    + "\" and the object \"" + Headers.CAPABILITIES_KEY + "\".");
        }
        if (!header.equals(version.textValue())) {
            throw ProtocolException.headerMismatch(
                    "The header " + Headers.VERSION + " differs from the protocol version in \"_meta\".");
        }
        Revision revision = Revision.of(header)
                .filter(Revision::modern)
                .orElseThrow(() -> ProtocolException.unsupportedVersion(header));
        if (!single(exchange, METHOD_HEADER).equals(request.method())) {
            throw ProtocolException.headerMismatch(
                    "The header " + METHOD_HEADER + " differs from the method in the body.");
        }
        checkName(request, exchange);
        if (!served.contains(request.method())) {
            throw ProtocolException.methodNotFound(revision, request.method());
        }
        return new RequestMeta(
                revision,
                ClientCapabilities.of(capabilities, revision),
                RequestMeta.client(meta.path(CLIENT_KEY)),
                level(meta.path(LEVEL_KEY)),
                RequestMeta.progressToken(meta),
                Traces.of(meta));
    }

    private static void checkName(RpcMessage.Request request, Exchange exchange) throws ProtocolException {
        String parameter = NAMED.get(request.method());
        if (parameter == null) {
            return;
        }
        String header = HeaderValues.decoded(NAME_HEADER, exchange.headers(NAME_HEADER))
                .orElseThrow(() -> missing(NAME_HEADER));
        if (!header.equals(request.params().path(parameter).textValue())) {
            throw ProtocolException.headerMismatch(
                    "The header " + NAME_HEADER + " differs from \"" + parameter + "\" in the body.");
        }
    }

    private static String single(Exchange exchange, String name) throws ProtocolException {
        return HeaderValues.plain(name, exchange.headers(name)).orElseThrow(() -> missing(name));
    }

    private static ProtocolException missing(String header) {
        return ProtocolException.headerMismatch("The header " + header + " is missing.");
    }

    private static Optional<Level> level(JsonNode level) throws ProtocolException {
        if (Params.absent(level)) {
            return Optional.empty();
        }
        return Optional.of(RequestMeta.level(level.asText())
                .orElseThrow(() -> ProtocolException.invalidParams("\"" + LEVEL_KEY + "\" is not a known log level.")));
    }
}
