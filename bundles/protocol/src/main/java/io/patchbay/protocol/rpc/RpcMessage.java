package io.patchbay.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.json.ProtocolException;
import java.util.Optional;

/** One JSON-RPC 2.0 message with a valid structure. */
public sealed interface RpcMessage {

    /** The maximum length of an id. The server refuses longer ids, because it echoes ids and keeps them while a call runs. */
    int MAX_ID_LENGTH = 1024;

    /** A request, which expects an answer. */
    record Request(JsonNode id, String method, ObjectNode params) implements RpcMessage {}

    /** A notification, which expects no answer. */
    record Notification(String method, ObjectNode params) implements RpcMessage {}

    /** A response to a request of this server. The response has either a result or an error. */
    record Response(JsonNode id, Optional<JsonNode> result, Optional<JsonNode> error) implements RpcMessage {}

    /** Reads one message that is not in an array. */
    public static RpcMessage of(JsonNode node) throws ProtocolException {
        if (!node.isObject()) {
            throw ProtocolException.invalidRequest("A message must be a JSON object.");
        }
        if (!"2.0".equals(node.path("jsonrpc").textValue())) {
            throw ProtocolException.invalidRequest("\"jsonrpc\" must be \"2.0\".");
        }
        if (node.has("id") && id(node).isEmpty()) {
            throw ProtocolException.invalidRequest("\"id\" must be a string or an integer.");
        }
        if (!node.has("method") && (node.has("result") || node.has("error"))) {
            return response(node);
        }
        if (!node.path("method").isTextual()) {
            throw ProtocolException.invalidRequest("\"method\" must be a string.");
        }
        return requestOrNotification(node);
    }

    /** Returns the id of a message, for use in an error; empty if the id is invalid. */
    static Optional<JsonNode> id(JsonNode node) {
        JsonNode id = node.path("id");
        boolean good = id.isTextual() ? id.textValue().length() <= MAX_ID_LENGTH : id.isIntegralNumber();
        return good ? Optional.of(id) : Optional.empty();
    }

    private static RpcMessage requestOrNotification(JsonNode node) throws ProtocolException {
        JsonNode params = node.path("params");
        if (!Params.absent(params) && !Params.isObject(params)) {
            throw ProtocolException.invalidRequest("\"params\" must be an object.");
        }
        ObjectNode given = params instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        String method = node.get("method").textValue();
        return node.has("id") ? new Request(node.get("id"), method, given) : new Notification(method, given);
    }

    private static RpcMessage response(JsonNode node) throws ProtocolException {
        if (!node.has("id") || node.has("result") == node.has("error")) {
            throw ProtocolException.invalidRequest("A response needs an \"id\" and either \"result\" or \"error\".");
        }
        return new Response(
                node.get("id"), Optional.ofNullable(node.get("result")), Optional.ofNullable(node.get("error")));
    }
}
