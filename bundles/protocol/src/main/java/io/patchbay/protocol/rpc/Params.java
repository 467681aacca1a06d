package io.patchbay.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the parameters of methods. An invalid parameter causes error -32602. A member that is null counts as absent. An empty array
 * counts as an empty object, because PHP encodes an empty object as an empty array.
 */
public final class Params {

    private Params() {}

    public static String string(JsonNode params, String name) throws ProtocolException {
        return optionalString(params, name)
                .orElseThrow(() -> ProtocolException.invalidParams("\"" + name + "\" must be given."));
    }

    public static Optional<String> optionalString(JsonNode params, String name) throws ProtocolException {
        JsonNode value = params.path(name);
        if (absent(value)) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw ProtocolException.invalidParams("\"" + name + "\" must be a string.");
        }
        return Optional.of(value.textValue());
    }

    /** Returns the URI of a resource. */
    public static ResourceUri uri(JsonNode params, Revision revision, String name) throws ProtocolException {
        String given = string(params, name);
        return ResourceUri.of(given).orElseThrow(() -> ProtocolException.notAUri(revision, given));
    }

    /** Returns the object in a member; an empty object if the member is absent. */
    public static ObjectNode object(JsonNode params, String name) throws ProtocolException {
        JsonNode value = params.path(name);
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (!absent(value) && !emptyArray(value)) {
            throw ProtocolException.invalidParams("\"" + name + "\" must be an object.");
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** Returns whether a member is absent or null. */
    public static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** Returns whether a member is an object or an empty array. */
    public static boolean isObject(JsonNode value) {
        return value.isObject() || emptyArray(value);
    }

    private static boolean emptyArray(JsonNode value) {
        return value.isArray() && value.isEmpty();
    }

    /** Returns the strings in an object, by name; an empty map if the object is absent. Omits members that are null. */
    public static Map<String, String> strings(JsonNode params, String name) throws ProtocolException {
        Map<String, String> strings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : object(params, name).properties()) {
            if (one.getValue().isNull()) {
                continue;
            }
            if (!one.getValue().isTextual()) {
                throw ProtocolException.invalidParams(
                        "\"" + name + "." + Texts.clipped(one.getKey()) + "\" must be a string.");
            }
            strings.put(one.getKey(), one.getValue().textValue());
        }
        return strings;
    }
}
