package io.patchbay.protocol.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.rpc.Feature;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes the parameters of requests to a client: elicitation, sampling and roots. */
public final class RequestFormat {

    /** The keywords that MCP allows in the schema of a form field. */
    private static final List<String> FIELD_KEYWORDS = List.of(
            "type",
            "title",
            "description",
            "default",
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "enum",
            "enumNames",
            "oneOf",
            "items",
            "minItems",
            "maxItems");

    private final Revision revision;

    public RequestFormat(Revision revision) {
        this.revision = revision;
    }

    public static String method(InputRequest request) {
        if (request instanceof InputRequest.Form || request instanceof InputRequest.Url) {
            return "elicitation/create";
        } else if (request instanceof InputRequest.Sampling) {
            return "sampling/createMessage";
        } else if (request instanceof InputRequest.Roots) {
            return "roots/list";
        }
        throw new AssertionError(request);
    }

    /**
     * Writes the parameters of a request.
     *
     * @param elicitationId the id that 2025-11-25 requires for a URL; the id is unguessable and new for each request
     */
    public void params(JsonGenerator out, InputRequest request, Optional<String> elicitationId) throws IOException {
        out.writeStartObject();
        if (request instanceof InputRequest.Form form) {
            if (Feature.ELICITATION_BY_URL.in(revision)) {
                out.writeStringField("mode", "form");
            }
            ContentFormat.string(out, "message", form.message());
            out.writeFieldName("requestedSchema");
            if (Feature.RICH_FORMS.in(revision)) {
                Trees.write(out, clientSchema(form));
            } else {
                Trees.write(out, PlainForm.of(form).orElseThrow().schema());
            }
        } else if (request instanceof InputRequest.Url url) {
            out.writeStringField("mode", "url");
            ContentFormat.string(out, "message", url.message());
            ContentFormat.string(out, "url", url.url().toString());
            ContentFormat.optional(out, "elicitationId", elicitationId);
        } else if (request instanceof InputRequest.Sampling sampling) {
            sampling(out, sampling);
        } else if (!(request instanceof InputRequest.Roots)) {
            throw new AssertionError(request);
        }
        out.writeEndObject();
    }

    /**
     * Returns the schema of a form with only the keywords that clients know. Answers are still validated against the
     * whole schema.
     */
    private static JsonNode clientSchema(InputRequest.Form form) {
        ObjectNode schema = Trees.parse(form.schema().json()).deepCopy();
        schema.retain("$schema", "type", "properties", "required");
        schema.get("properties").forEach(field -> ((ObjectNode) field).retain(FIELD_KEYWORDS));
        return schema;
    }

    private void sampling(JsonGenerator out, InputRequest.Sampling sampling) throws IOException {
        out.writeFieldName("messages");
        new ConversationFormat(revision).messages(out, sampling.messages());
        out.writeNumberField("maxTokens", sampling.maxTokens());
        ContentFormat.optional(out, "systemPrompt", sampling.systemPrompt());
        if (sampling.temperature().isPresent()) {
            out.writeNumberField("temperature", sampling.temperature().getAsDouble());
        }
        if (!sampling.stopSequences().isEmpty()) {
            out.writeArrayFieldStart("stopSequences");
            for (String sequence : sampling.stopSequences()) {
                out.writeString(Texts.wellFormed(sequence));
            }
            out.writeEndArray();
        }
        json(out, "modelPreferences", sampling.modelPreferences());
        if (sampling.context().isPresent()) {
            out.writeStringField(
                    "includeContext",
                    switch (sampling.context().get()) {
                        case NONE -> "none";
                        case THIS_SERVER -> "thisServer";
                        case ALL_SERVERS -> "allServers";
                    });
        }
        json(out, "metadata", sampling.metadata());
        if (Feature.SAMPLING_TOOLS.in(revision)) {
            json(out, "tools", sampling.tools());
            json(out, "toolChoice", sampling.toolChoice());
        }
    }

    private static void json(JsonGenerator out, String name, Optional<Json> value) throws IOException {
        if (value.isPresent()) {
            out.writeFieldName(name);
            Trees.write(out, value.get());
        }
    }
}
