package io.patchbay.protocol.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Annotations;
import io.patchbay.api.Answer;
import io.patchbay.api.Arguments;
import io.patchbay.api.Content;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Message;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.schema.SchemaValidator;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a client's answers to input requests. The answers are untrusted, so this class reads them strictly. Unknown
 * members are ignored.
 */
public final class Answers {

    private Answers() {}

    /**
     * Reads the answer to a request. Checks that the answer is of the requested kind and that the content of a form
     * fits its schema.
     */
    public static Answer read(InputRequest request, String key, JsonNode result) throws ProtocolException {
        Answer answer = parse(request, key, result);
        if (request instanceof InputRequest.Form form) {
            check(form, key, answer);
        } else if (request instanceof InputRequest.Sampling sampling) {
            check(sampling, key, (Answer.Sampled) answer);
        }
        return answer;
    }

    /** Reads the answer to a request. Checks only that the answer is of the requested kind. */
    public static Answer parse(InputRequest request, String key, JsonNode result) throws ProtocolException {
        if (!result.isObject()) {
            throw malformed(key, "the answer is not an object");
        }
        if (request instanceof InputRequest.Sampling) {
            return sampled(key, result);
        } else if (request instanceof InputRequest.Roots) {
            return roots(key, result);
        }
        Answer answer = elicited(key, result);
        return request instanceof InputRequest.Url && answer instanceof Answer.Accepted
                ? new Answer.Accepted(Arguments.none())
                : answer;
    }

    /** Returns the answer for an error of a legacy client. */
    public static Answer refused(JsonNode error) {
        return new Answer.Refused(Texts.clipped(error.path("message").asText("")));
    }

    /** Checks the content of a form against the form's schema. */
    public static void check(InputRequest.Form form, String key, Answer answer) throws ProtocolException {
        if (!(answer instanceof Answer.Accepted
                || answer instanceof Answer.Declined
                || answer instanceof Answer.Cancelled)) {
            if (answer instanceof Answer.Refused) {
                return;
            }
            throw malformed(key, "the answer does not belong to a form");
        }
        if (answer instanceof Answer.Accepted accepted) {
            JsonNode content = Trees.toNode(accepted.content().values());
            List<String> violations = SchemaValidator.compile(form.schema()).violations(content);
            if (!violations.isEmpty()) {
                throw malformed(key, "the content does not fit the form: " + String.join("; ", violations));
            }
        }
    }

    /** Checks that the model used only tools that the request offered. */
    private static void check(InputRequest.Sampling sampling, String key, Answer.Sampled answer)
            throws ProtocolException {
        Set<String> offered = new HashSet<>();
        sampling.tools()
                .map(Trees::parse)
                .ifPresent(tools ->
                        tools.forEach(tool -> offered.add(tool.path("name").asText())));
        Set<String> ids = new HashSet<>();
        for (Content content : answer.content()) {
            if (content instanceof Content.ToolUse use && (!offered.contains(use.name()) || !ids.add(use.id()))) {
                throw malformed(key, "the model uses a tool that was not offered, or uses an id twice");
            }
        }
    }

    private static Answer elicited(String key, JsonNode result) throws ProtocolException {
        return switch (string(key, result, "action")) {
            case "accept" -> accepted(key, result.path("content"));
            case "decline" -> new Answer.Declined();
            case "cancel" -> new Answer.Cancelled();
            default -> throw malformed(key, "the action is unknown");
        };
    }

    private static Answer accepted(String key, JsonNode content) throws ProtocolException {
        if (content.isMissingNode()) {
            return new Answer.Accepted(Arguments.none());
        }
        if (!content.isObject()) {
            throw malformed(key, "the content is not an object");
        }
        ObjectNode given = content.deepCopy();
        given.properties()
                .removeIf(field -> field.getValue().isNull()); // null means that the user left the field empty
        for (JsonNode value : given) {
            if (!fieldValue(value)) {
                throw malformed(key, "the content contains a value whose type no form uses");
            }
        }
        return new Answer.Accepted(Trees.toArguments(given));
    }

    private static boolean fieldValue(JsonNode value) {
        if (value.isArray()) {
            for (JsonNode item : value) {
                if (!item.isTextual()) {
                    return false;
                }
            }
            return true;
        }
        return value.isTextual() || value.isNumber() || value.isBoolean();
    }

    private static Answer roots(String key, JsonNode result) throws ProtocolException {
        if (!result.path("roots").isArray()) {
            throw malformed(key, "the roots are not an array");
        }
        List<Answer.Root> roots = new ArrayList<>();
        for (JsonNode root : result.path("roots")) {
            roots.add(new Answer.Root(uri(key, string(key, root, "uri")), optional(key, root, "name")));
        }
        return new Answer.Roots(roots);
    }

    private static URI uri(String key, String text) throws ProtocolException {
        try {
            URI uri = new URI(text);
            if (uri.isAbsolute()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // rejected below, like a URI that is not absolute
        }
        throw malformed(key, "the URI of a root is not absolute");
    }

    private static Answer sampled(String key, JsonNode result) throws ProtocolException {
        List<Content> content = new ArrayList<>();
        if (result.path("content").isArray()) {
            for (JsonNode block : result.path("content")) {
                content.add(block(key, block));
            }
        } else {
            content.add(block(key, result.path("content")));
        }
        return new Answer.Sampled(
                role(key, result), content, string(key, result, "model"), optional(key, result, "stopReason"));
    }

    private static Message.Role role(String key, JsonNode result) throws ProtocolException {
        return switch (string(key, result, "role")) {
            case "user" -> Message.Role.USER;
            case "assistant" -> Message.Role.ASSISTANT;
            default -> throw malformed(key, "the role is unknown");
        };
    }

    private static Content block(String key, JsonNode block) throws ProtocolException {
        return switch (string(key, block, "type")) {
            case "text" -> Content.text(string(key, block, "text"));
            case "image" -> new Content.Image(data(key, block), string(key, block, "mimeType"), Annotations.NONE);
            case "audio" -> new Content.Audio(data(key, block), string(key, block, "mimeType"), Annotations.NONE);
            case "tool_use" ->
                new Content.ToolUse(string(key, block, "id"), string(key, block, "name"), input(key, block));
            default -> throw malformed(key, "the content has a type that was not requested");
        };
    }

    private static Arguments input(String key, JsonNode block) throws ProtocolException {
        if (!block.path("input").isObject()) {
            throw malformed(key, "the input of a tool use is not an object");
        }
        return Trees.toArguments(block.path("input"));
    }

    private static byte[] data(String key, JsonNode block) throws ProtocolException {
        try {
            return Base64.getDecoder().decode(string(key, block, "data"));
        } catch (IllegalArgumentException e) {
            throw malformed(key, "the data is not Base64");
        }
    }

    private static String string(String key, JsonNode object, String name) throws ProtocolException {
        return optional(key, object, name).orElseThrow(() -> malformed(key, "the string " + name + " is missing"));
    }

    private static Optional<String> optional(String key, JsonNode object, String name) throws ProtocolException {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw malformed(key, "the member " + name + " is not a string");
        }
        return Optional.ofNullable(value.textValue());
    }

    private static ProtocolException malformed(String key, String what) {
        return ProtocolException.invalidParams("The answer to \"" + Texts.clipped(key) + "\" is invalid: " + what);
    }
}
