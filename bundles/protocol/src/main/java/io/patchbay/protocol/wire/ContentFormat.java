package io.patchbay.protocol.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.patchbay.api.Annotations;
import io.patchbay.api.Content;
import io.patchbay.api.Contents;
import io.patchbay.api.Icon;
import io.patchbay.api.Message;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.rpc.Feature;
import io.patchbay.protocol.rpc.ResourceUri;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Writes content blocks, and the members that blocks share with definitions, in the format of one revision. */
public final class ContentFormat {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Revision revision;

    ContentFormat(Revision revision) {
        this.revision = revision;
    }

    void blocks(JsonGenerator out, List<Content> content) throws IOException {
        out.writeStartArray();
        for (Content block : content) {
            block(out, block);
        }
        out.writeEndArray();
    }

    /** Writes a content block. Writes the content as text if the revision cannot represent the block. */
    void block(JsonGenerator out, Content given) throws IOException {
        Content content = representable(given);
        out.writeStartObject();
        if (content instanceof Content.Text text) {
            out.writeStringField("type", "text");
            string(out, "text", text.text());
        } else if (content instanceof Content.Image image) {
            media(out, "image", image.data(), image.mimeType());
        } else if (content instanceof Content.Audio audio) {
            media(out, "audio", audio.data(), audio.mimeType());
        } else if (content instanceof Content.Link link) {
            out.writeStringField("type", "resource_link");
            resource(out, link.resource());
        } else if (content instanceof Content.Embedded embedded) {
            out.writeStringField("type", "resource");
            out.writeFieldName("resource");
            contents(
                    out,
                    embedded.contents()
                            .withUri(normalisedIfIllegal(embedded.contents().uri())));
        } else {
            throw new IllegalArgumentException("This content is allowed only in sampling messages: "
                    + content.getClass().getSimpleName());
        }
        annotations(out, annotations(content));
        out.writeEndObject();
    }

    void contents(JsonGenerator out, Contents contents) throws IOException {
        out.writeStartObject();
        string(out, "uri", contents.uri());
        optional(out, "mimeType", contents.mimeType());
        if (contents instanceof Contents.Text text) {
            string(out, "text", text.text());
        } else if (contents instanceof Contents.Blob blob) {
            out.writeBinaryField("blob", blob.data());
        } else {
            throw new AssertionError(contents);
        }
        out.writeEndObject();
    }

    void messages(JsonGenerator out, List<Message> messages) throws IOException {
        out.writeStartArray();
        for (Message message : messages) {
            out.writeStartObject();
            out.writeStringField("role", role(message.role()));
            out.writeFieldName("content");
            block(out, message.content());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Writes the members that resources and links share, without annotations. */
    void resource(JsonGenerator out, ResourceDefinition definition) throws IOException {
        string(out, "uri", normalisedIfIllegal(definition.uri()));
        string(out, "name", definition.name());
        title(out, definition.title());
        optional(out, "description", definition.description());
        optional(out, "mimeType", definition.mimeType());
        if (definition.size().isPresent()) {
            out.writeNumberField("size", definition.size().getAsLong());
        }
        icons(out, definition.icons());
    }

    /** Normalises a connector's URI if the URI contains an illegal character, because clients may refuse such a URI. */
    private static String normalisedIfIllegal(String uri) {
        boolean raw = uri.chars().anyMatch(c -> c <= 0x20 || c >= 0x7F || "\"<>\\^`{|}".indexOf(c) >= 0);
        return raw ? ResourceUri.of(uri).map(ResourceUri::text).orElse(uri) : uri;
    }

    void title(JsonGenerator out, Optional<String> title) throws IOException {
        if (Feature.TITLES.in(revision)) {
            optional(out, "title", title);
        }
    }

    void annotations(JsonGenerator out, Annotations annotations) throws IOException {
        boolean dated = annotations.lastModified().isPresent() && Feature.LAST_MODIFIED.in(revision);
        if (annotations.audience().isEmpty() && annotations.priority().isEmpty() && !dated) {
            return;
        }
        out.writeObjectFieldStart("annotations");
        if (!annotations.audience().isEmpty()) {
            out.writeArrayFieldStart("audience");
            for (Message.Role role : Message.Role.values()) {
                if (annotations.audience().contains(role)) {
                    out.writeString(role(role));
                }
            }
            out.writeEndArray();
        }
        if (annotations.priority().isPresent()) {
            out.writeNumberField("priority", annotations.priority().getAsDouble());
        }
        if (dated) {
            out.writeStringField(
                    "lastModified", TIME.format(annotations.lastModified().get()));
        }
        out.writeEndObject();
    }

    void icons(JsonGenerator out, List<Icon> icons) throws IOException {
        if (icons.isEmpty() || !Feature.ICONS.in(revision)) {
            return;
        }
        out.writeArrayFieldStart("icons");
        for (Icon icon : icons) {
            out.writeStartObject();
            string(out, "src", icon.source());
            optional(out, "mimeType", icon.mimeType());
            if (!icon.sizes().isEmpty()) {
                out.writeArrayFieldStart("sizes");
                for (String size : icon.sizes()) {
                    out.writeString(Texts.wellFormed(size));
                }
                out.writeEndArray();
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static void optional(JsonGenerator out, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            string(out, name, value.get());
        }
    }

    public static void string(JsonGenerator out, String name, String value) throws IOException {
        out.writeFieldName(name);
        out.writeString(Texts.wellFormed(value));
    }

    private Content representable(Content content) {
        if (content instanceof Content.Audio audio && !Feature.AUDIO.in(revision)) {
            return new Content.Text(
                    "[Audio, " + audio.mimeType() + ", " + audio.data().length + " bytes]", audio.annotations());
        }
        if (content instanceof Content.Link link && !Feature.RESOURCE_LINKS.in(revision)) {
            return new Content.Text(asText(link), annotations(link));
        }
        return content;
    }

    /** Returns a link as text. */
    static String asText(Content.Link link) {
        return link.resource().name() + ": "
                + normalisedIfIllegal(link.resource().uri());
    }

    private static void media(JsonGenerator out, String type, byte[] data, String mimeType) throws IOException {
        out.writeStringField("type", type);
        out.writeBinaryField("data", data);
        string(out, "mimeType", mimeType);
    }

    static String role(Message.Role role) {
        return switch (role) {
            case USER -> "user";
            case ASSISTANT -> "assistant";
        };
    }

    /** Returns the annotations of a content block. A link without annotations has the annotations of its resource. */
    private static Annotations annotations(Content content) {
        return content instanceof Content.Link link && link.annotations().equals(Annotations.NONE)
                ? link.resource().annotations()
                : content.annotations();
    }
}
