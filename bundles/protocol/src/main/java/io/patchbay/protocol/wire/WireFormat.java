package io.patchbay.protocol.wire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Completion;
import io.patchbay.api.Content;
import io.patchbay.api.Contents;
import io.patchbay.api.Effect;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.Schema;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.rpc.Feature;
import io.patchbay.protocol.rpc.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes definitions and results in the format of one revision. This class has the code that all revisions share.
 * {@link ModernFormat} and {@link LegacyFormat} have the differences.
 *
 * <p>The methods that write results write the whole object under {@code result}. These methods throw an {@link IOException} if a
 * connector's {@link Json} is not valid JSON.
 */
public abstract class WireFormat {

    private static final String CODE = "io.patchbay/code";
    private static final int MAX_COMPLETION_VALUES = 100;

    private final Revision revision;
    private final Optional<Encoded> server;
    private final ContentFormat content;

    WireFormat(Revision revision, Optional<Encoded> server) {
        this.revision = requireNonNull(revision, "revision");
        this.server = requireNonNull(server, "server");
        this.content = new ContentFormat(revision);
    }

    /** Returns a format without the name of the server. */
    public static WireFormat of(Revision revision) {
        return of(revision, Optional.empty());
    }

    /**
     * Returns a format with the name of the server.
     *
     * @param server this server's encoded {@code Implementation}
     */
    public static WireFormat of(Revision revision, Encoded server) {
        return of(revision, Optional.of(server));
    }

    private static WireFormat of(Revision revision, Optional<Encoded> server) {
        return revision.modern() ? new ModernFormat(revision, server) : new LegacyFormat(revision, server);
    }

    final Revision revision() {
        return revision;
    }

    /** Returns this server's {@code Implementation}; empty if the format has none. */
    public final Optional<Encoded> server() {
        return server;
    }

    /**
     * Encodes a tool for {@code tools/list}. Like all methods that encode definitions, throws {@link IllegalArgumentException} if a
     * schema is not valid JSON.
     */
    public final byte[] tool(String wireName, ToolDefinition definition) {
        return definition(out -> {
            ContentFormat.string(out, "name", wireName);
            content.title(out, definition.title());
            ContentFormat.string(out, "description", definition.description());
            out.writeFieldName("inputSchema");
            input(out, definition.input());
            if (definition.output().filter(this::hasOutput).isPresent()) {
                out.writeFieldName("outputSchema");
                Trees.write(out, definition.output().get().json());
            }
            if (Feature.TOOL_ANNOTATIONS.in(revision)) {
                hints(out, definition);
            }
            content.icons(out, definition.icons());
        });
    }

    /**
     * Writes the hints of a tool. Always writes the two hints that clients act on. Writes the other hints only if they differ from
     * the specification's default.
     */
    private void hints(JsonGenerator out, ToolDefinition definition) throws IOException {
        out.writeObjectFieldStart("annotations");
        if (!Feature.TITLES.in(revision)) {
            ContentFormat.optional(out, "title", definition.title());
        }
        boolean reads = definition.effect() == Effect.READ_ONLY;
        out.writeBooleanField("readOnlyHint", reads);
        out.writeBooleanField("destructiveHint", definition.effect() == Effect.DESTRUCTIVE);
        if (!reads && definition.idempotent()) {
            out.writeBooleanField("idempotentHint", true);
        }
        if (!definition.openWorld()) {
            out.writeBooleanField("openWorldHint", false);
        }
        out.writeEndObject();
    }

    public final byte[] resource(ResourceDefinition definition) {
        return definition(out -> {
            content.resource(out, definition);
            content.annotations(out, definition.annotations());
        });
    }

    public final byte[] template(TemplateDefinition definition) {
        return definition(out -> {
            ContentFormat.string(out, "uriTemplate", definition.uriTemplate());
            ContentFormat.string(out, "name", definition.name());
            content.title(out, definition.title());
            ContentFormat.optional(out, "description", definition.description());
            ContentFormat.optional(out, "mimeType", definition.mimeType());
            content.icons(out, definition.icons());
            content.annotations(out, definition.annotations());
        });
    }

    public final byte[] prompt(String wireName, PromptDefinition definition) {
        return definition(out -> {
            ContentFormat.string(out, "name", wireName);
            content.title(out, definition.title());
            ContentFormat.string(out, "description", definition.description());
            out.writeArrayFieldStart("arguments");
            for (PromptArgument argument : definition.arguments()) {
                out.writeStartObject();
                ContentFormat.string(out, "name", argument.name());
                content.title(out, argument.title());
                ContentFormat.string(out, "description", argument.description());
                out.writeBooleanField("required", argument.required());
                out.writeEndObject();
            }
            out.writeEndArray();
            content.icons(out, definition.icons());
        });
    }

    public final void toolResult(JsonGenerator out, ToolResult.Complete result) throws IOException {
        complete(out, members -> {
            Optional<Json> structured = result.structured().filter(this::hasStructured);
            members.writeFieldName("content");
            content.blocks(members, structured.isPresent() ? result.content() : textContent(result));
            if (structured.isPresent()) {
                members.writeFieldName("structuredContent");
                Trees.write(members, structured.get());
            }
        });
    }

    /**
     * Returns the content of a result without its structured value. If there is no other content, returns the structured value as
     * text.
     */
    private static List<Content> textContent(ToolResult.Complete result) {
        return result.structured().isPresent() && result.content().isEmpty()
                ? List.of(Content.text(result.structured().get().text()))
                : result.content();
    }

    /**
     * Writes a sentence for the model. Writes no structured content, because clients would pass such content to the model instead
     * of the sentence.
     */
    public final void toolFailure(JsonGenerator out, ToolResult.Failed failed) throws IOException {
        out.writeStartObject();
        opening(out, "complete");
        out.writeArrayFieldStart("content");
        out.writeStartObject();
        out.writeStringField("type", "text");
        ContentFormat.string(out, "text", failed.message());
        out.writeEndObject();
        out.writeEndArray();
        out.writeBooleanField("isError", true);
        meta(out, failed.code());
        out.writeEndObject();
    }

    public final void resourceResult(JsonGenerator out, List<Contents> contents, Caching caching) throws IOException {
        cacheable(out, caching, members -> {
            members.writeArrayFieldStart("contents");
            for (Contents one : contents) {
                content.contents(members, one);
            }
            members.writeEndArray();
        });
    }

    public final void promptResult(JsonGenerator out, PromptResult.Complete result) throws IOException {
        complete(out, members -> {
            ContentFormat.optional(members, "description", result.description());
            members.writeFieldName("messages");
            content.messages(members, result.messages());
        });
    }

    public final void completion(JsonGenerator out, Completion completion) throws IOException {
        complete(out, members -> {
            int count = Math.min(MAX_COMPLETION_VALUES, completion.values().size());
            members.writeObjectFieldStart("completion");
            members.writeArrayFieldStart("values");
            for (String value : completion.values().subList(0, count)) {
                members.writeString(Texts.wellFormed(value));
            }
            members.writeEndArray();
            if (completion.total().isPresent()) {
                members.writeNumberField("total", completion.total().getAsInt());
            }
            members.writeBooleanField(
                    "hasMore", completion.more() || count < completion.values().size());
            members.writeEndObject();
        });
    }

    /** Writes a result with only the members that all results have. */
    public final void empty(JsonGenerator out) throws IOException {
        complete(out, members -> {});
    }

    /**
     * Writes questions to the client. Only modern revisions support questions, as the answer to {@code tools/call},
     * {@code prompts/get} and {@code resources/read}.
     *
     * @param state the sealed state
     */
    public abstract void inputRequired(JsonGenerator out, Map<String, InputRequest> requests, Optional<String> state)
            throws IOException;

    /** Writes a result with the given members and the members of all results of this revision. */
    public final void complete(JsonGenerator out, Members members) throws IOException {
        out.writeStartObject();
        opening(out, "complete");
        members.write(out);
        meta(out, Optional.empty());
        out.writeEndObject();
    }

    /** Writes a result like {@link #complete}, and adds the rules for caching. */
    public final void cacheable(JsonGenerator out, Caching caching, Members members) throws IOException {
        complete(out, inner -> {
            members.write(inner);
            caching(inner, caching);
        });
    }

    /** Writes members into an open object. */
    @FunctionalInterface
    public interface Members {
        void write(JsonGenerator out) throws IOException;
    }

    /** Writes a tool's input schema, which every revision requires. */
    abstract void input(JsonGenerator out, Schema schema) throws IOException;

    /** Returns whether this revision can represent an output schema. */
    abstract boolean hasOutput(Schema schema);

    /** Returns whether this revision can represent a structured value. */
    abstract boolean hasStructured(Json value);

    public abstract void opening(JsonGenerator out, String resultType) throws IOException;

    abstract void caching(JsonGenerator out, Caching caching) throws IOException;

    /** Writes {@code _meta} unless it would be empty. */
    public final void meta(JsonGenerator out, Optional<String> code) throws IOException {
        boolean signed = revision.modern() && server.isPresent();
        if (code.isEmpty() && !signed) {
            return;
        }
        out.writeObjectFieldStart("_meta");
        if (signed) {
            out.writeFieldName("io.modelcontextprotocol/serverInfo");
            out.writeRawValue(server.get());
        }
        ContentFormat.optional(out, CODE, code);
        out.writeEndObject();
    }

    private static byte[] definition(Members members) {
        try {
            return Messages.encoded(out -> {
                out.writeStartObject();
                members.write(out);
                out.writeEndObject();
            });
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "a schema is not valid JSON: " + e.getCause().getMessage(), e);
        }
    }

    public static boolean isObject(JsonNode schema) {
        return schema.path("type").asText().equals("object");
    }
}
