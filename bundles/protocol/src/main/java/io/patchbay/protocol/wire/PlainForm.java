package io.patchbay.protocol.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.InputRequest;
import io.patchbay.protocol.json.Trees;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form in the format of 2025-06-18. In this format, {@code enumNames} contains the titles of a single choice, and
 * only booleans have defaults. The format has no multiple choice.
 */
public record PlainForm(ObjectNode schema) {

    private static final List<String> COMMON = List.of("type", "title", "description");
    private static final Map<String, List<String>> MEMBERS = Map.of(
            "string", List.of("minLength", "maxLength", "format", "enum", "enumNames"),
            "number", List.of("minimum", "maximum"),
            "integer", List.of("minimum", "maximum"),
            "boolean", List.of("default"));

    /**
     * Converts a form. Omits optional fields that 2025-06-18 does not support. Returns empty if the revision does not support a
     * required field.
     */
    public static Optional<PlainForm> of(InputRequest.Form form) {
        JsonNode rich = Trees.parse(form.schema().json());
        ObjectNode plain = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode fields = plain.putObject("properties");
        for (Map.Entry<String, JsonNode> field : rich.path("properties").properties()) {
            if (MEMBERS.containsKey(field.getValue().path("type").asText())) {
                fields.set(field.getKey(), field(field.getValue()));
            }
        }
        for (JsonNode required : rich.path("required")) {
            if (!fields.has(required.asText())) {
                return Optional.empty();
            }
        }
        if (rich.has("required")) {
            plain.set("required", rich.get("required"));
        }
        return Optional.of(new PlainForm(plain));
    }

    private static ObjectNode field(JsonNode rich) {
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        copy(rich, COMMON, plain);
        copy(rich, MEMBERS.get(rich.get("type").asText()), plain);
        if (rich.path("oneOf").isArray()) {
            ArrayNode values = plain.putArray("enum");
            ArrayNode names = plain.putArray("enumNames");
            for (JsonNode choice : rich.get("oneOf")) {
                values.add(choice.path("const"));
                names.add(choice.path("title").asText());
            }
        }
        return plain;
    }

    private static void copy(JsonNode from, List<String> members, ObjectNode to) {
        for (String member : members) {
            if (from.has(member)) {
                to.set(member, from.get(member));
            }
        }
    }
}
