package io.patchbay.protocol.ask;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.InputRequest;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.rpc.ClientCapabilities;
import io.patchbay.protocol.schema.SchemaValidator;
import io.patchbay.protocol.wire.WireFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a connector asks is asked only as MCP has it: what is not is a mistake of the connector's, and fails its call. */
public final class AskRules {

    private static final Set<String> SIMPLE = Set.of("string", "number", "integer", "boolean");
    private static final Set<String> FORMATS = Set.of("email", "uri", "date", "date-time");
    private static final Set<String> CHOICES = Set.of("auto", "required", "none");
    /** What no revision knows in a field; a client could not show it, or would refuse all of the form. */
    private static final List<String> FOREIGN = List.of("properties", "$ref", "allOf", "anyOf");

    private static final Pattern PAGE_ID = Pattern.compile("[!-~]{1,200}");

    private AskRules() {}

    /**
     * What is asked, without what this client does not know and can do without.
     *
     * @throws IllegalArgumentException with the reason, when it cannot be asked
     */
    public static Result.Ask askable(Result.Ask ask, ClientCapabilities client) {
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        ask.requests().forEach((key, request) -> requests.put(key, askable(request, client)));
        return new Result.Ask(requests, ask.state());
    }

    private static InputRequest askable(InputRequest request, ClientCapabilities client) {
        if (request instanceof InputRequest.Form form) {
            check(form);
        } else if (request instanceof InputRequest.Url url) {
            check(url);
        } else if (request instanceof InputRequest.Sampling sampling) {
            check(sampling);
            if (sampling.context().isPresent() && !client.has(ClientCapability.SAMPLING_CONTEXT)) {
                return sampling.withContext(Optional.empty());
            }
        }
        return request;
    }

    private static void check(InputRequest.Form form) {
        SchemaValidator.compile(form.schema());
        JsonNode schema = Trees.parse(form.schema().json());
        require(schema.path("properties").isObject(), "a form without fields");
        for (Map.Entry<String, JsonNode> field : schema.get("properties").properties()) {
            check(field.getKey(), field.getValue());
        }
        for (JsonNode required : schema.path("required")) {
            require(
                    schema.get("properties").has(required.asText()),
                    "a form that requires a field it does not have: " + required);
        }
    }

    private static void check(String name, JsonNode field) {
        String type = field.path("type").asText();
        FOREIGN.forEach(foreign -> require(!field.has(foreign), "a form whose field has \"" + foreign + "\": " + name));
        if (type.equals("array")) {
            JsonNode items = field.path("items");
            require(
                    items.path("enum").isArray() || items.path("anyOf").isArray(),
                    "a form with a list that is no choice: " + name);
        } else {
            require(SIMPLE.contains(type), "a form whose field is no string, number, boolean or choice: " + name);
            require(
                    !field.has("format") || FORMATS.contains(field.get("format").asText()),
                    "a form with a format that MCP does not have: " + name);
        }
    }

    private static void check(InputRequest.Url url) {
        String scheme = Optional.ofNullable(url.url().getScheme()).orElse("");
        require(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"), "a page that is not on the web");
        require(url.id().filter(id -> !PAGE_ID.matcher(id).matches()).isEmpty(), "a page with an id that is none");
        require(
                url.url().getHost() != null && url.url().getRawUserInfo() == null,
                "a page without a host, or with a user in it");
    }

    private static void check(InputRequest.Sampling sampling) {
        sampling.tools().map(Trees::parse).ifPresent(tools -> {
            require(tools.isArray(), "tools that are no array");
            for (JsonNode tool : tools) {
                require(
                        tool.path("name").isTextual() && WireFormat.isObject(tool.path("inputSchema")),
                        "a tool for a model without a name or an input schema");
            }
        });
        sampling.toolChoice()
                .map(Trees::parse)
                .ifPresent(choice -> require(
                        choice.isObject()
                                && (!choice.has("mode")
                                        || CHOICES.contains(choice.get("mode").asText())),
                        "a choice of tools that MCP does not have"));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
