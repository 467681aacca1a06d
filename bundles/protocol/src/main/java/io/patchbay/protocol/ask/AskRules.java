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

/**
 * Checks whether MCP allows the questions of a connector. If MCP does not allow a question, the call fails with an
 * error of the connector.
 */
public final class AskRules {

    private static final Set<String> SIMPLE = Set.of("string", "number", "integer", "boolean");
    private static final Set<String> FORMATS = Set.of("email", "uri", "date", "date-time");
    private static final Set<String> CHOICES = Set.of("auto", "required", "none");
    /**
     * Keywords that no revision allows in the fields of a form. Some clients cannot show a field with one of these
     * keywords. Other clients reject the whole form.
     */
    private static final List<String> FOREIGN = List.of("properties", "$ref", "allOf", "anyOf");

    private static final Pattern PAGE_ID = Pattern.compile("[!-~]{1,200}");

    private AskRules() {}

    /**
     * Returns the questions. Omits the optional parts that this client does not support.
     *
     * @throws IllegalArgumentException with the reason in its message, if MCP does not allow a question
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
        require(schema.path("properties").isObject(), "The form has no fields.");
        for (Map.Entry<String, JsonNode> field : schema.get("properties").properties()) {
            check(field.getKey(), field.getValue());
        }
        for (JsonNode required : schema.path("required")) {
            require(
                    schema.get("properties").has(required.asText()),
                    "The form requires a field that it does not define: " + required);
        }
    }

    private static void check(String name, JsonNode field) {
        String type = field.path("type").asText();
        FOREIGN.forEach(
                foreign -> require(!field.has(foreign), "A field of the form contains \"" + foreign + "\": " + name));
        if (type.equals("array")) {
            JsonNode items = field.path("items");
            require(
                    items.path("enum").isArray() || items.path("anyOf").isArray(),
                    "A list in the form is not a choice: " + name);
        } else {
            require(SIMPLE.contains(type), "A field of the form is not a string, number, boolean or choice: " + name);
            require(
                    !field.has("format") || FORMATS.contains(field.get("format").asText()),
                    "A field of the form has a format that MCP does not define: " + name);
        }
    }

    private static void check(InputRequest.Url url) {
        String scheme = Optional.ofNullable(url.url().getScheme()).orElse("");
        require(
                scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"),
                "The address of the page is not an http or https URL.");
        require(
                url.id().filter(id -> !PAGE_ID.matcher(id).matches()).isEmpty(),
                "The id of the page is not 1 to 200 printable ASCII characters without spaces.");
        require(
                url.url().getHost() != null && url.url().getRawUserInfo() == null,
                "The address of the page has no host or contains a user.");
    }

    private static void check(InputRequest.Sampling sampling) {
        sampling.tools().map(Trees::parse).ifPresent(tools -> {
            require(tools.isArray(), "The tools are not an array.");
            for (JsonNode tool : tools) {
                require(
                        tool.path("name").isTextual() && WireFormat.isObject(tool.path("inputSchema")),
                        "A tool for the model has no name or no input schema.");
            }
        });
        sampling.toolChoice()
                .map(Trees::parse)
                .ifPresent(choice -> require(
                        choice.isObject()
                                && (!choice.has("mode")
                                        || CHOICES.contains(choice.get("mode").asText())),
                        "MCP does not define this choice of tools."));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
