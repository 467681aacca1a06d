package io.patchbay.protocol.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.patchbay.api.Content;
import io.patchbay.api.Contents;
import io.patchbay.api.Message;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.rpc.Feature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a conversation for a client's model. If a revision supports tools in sampling, one message contains all uses
 * of tools in one turn. The next message contains only the outputs of these tools. In older revisions, uses and outputs
 * of tools are written as text.
 */
final class ConversationFormat {

    private final Revision revision;
    private final ContentFormat format;

    ConversationFormat(Revision revision) {
        this.revision = revision;
        this.format = new ContentFormat(revision);
    }

    void messages(JsonGenerator out, List<Message> messages) throws IOException {
        out.writeStartArray();
        for (int i = 0; i < messages.size(); ) {
            List<Content> turn = turn(messages, i);
            out.writeStartObject();
            out.writeStringField("role", ContentFormat.role(messages.get(i).role()));
            out.writeFieldName("content");
            if (turn.size() == 1) {
                block(out, turn.get(0));
            } else {
                out.writeStartArray();
                for (Content content : turn) {
                    block(out, content);
                }
                out.writeEndArray();
            }
            out.writeEndObject();
            i += turn.size();
        }
        out.writeEndArray();
    }

    /** Returns the blocks of the message that begins at an index. A message has one block, or several blocks if it uses tools. */
    private List<Content> turn(List<Message> messages, int start) {
        List<Content> turn = new ArrayList<>();
        Message first = messages.get(start);
        boolean output = first.content() instanceof Content.ToolOutput;
        boolean uses = false;
        for (Message message : messages.subList(start, messages.size())) {
            if (message.role() != first.role() || message.content() instanceof Content.ToolOutput != output) {
                break;
            }
            uses |= message.content() instanceof Content.ToolUse;
            turn.add(message.content());
        }
        return Feature.SAMPLING_TOOLS.in(revision) && (output || uses) ? turn : turn.subList(0, 1);
    }

    private void block(JsonGenerator out, Content content) throws IOException {
        if (!Feature.SAMPLING_TOOLS.in(revision)) {
            format.block(out, asText(content));
        } else if (content instanceof Content.ToolUse use) {
            out.writeStartObject();
            out.writeStringField("type", "tool_use");
            ContentFormat.string(out, "id", use.id());
            ContentFormat.string(out, "name", use.name());
            out.writeFieldName("input");
            Trees.write(out, use.input().json());
            out.writeEndObject();
        } else if (content instanceof Content.ToolOutput output) {
            out.writeStartObject();
            out.writeStringField("type", "tool_result");
            ContentFormat.string(out, "toolUseId", output.useId());
            out.writeFieldName("content");
            format.blocks(out, output.content());
            if (output.structured()
                    .filter(json -> json.text().stripLeading().startsWith("{"))
                    .isPresent()) {
                out.writeFieldName("structuredContent");
                Trees.write(out, output.structured().get());
            }
            out.writeBooleanField("isError", output.failed());
            out.writeEndObject();
        } else {
            format.block(out, asText(content));
        }
    }

    /**
     * Converts resources, and the uses and outputs of tools, to text. Returns other content unchanged. A conversation
     * cannot contain resources.
     */
    private static Content asText(Content content) {
        if (content instanceof Content.ToolUse use) {
            return Content.text(use.name() + "(" + use.input().json().text() + ")");
        }
        if (content instanceof Content.ToolOutput output) {
            return Content.text(output.content().stream()
                    .map(ConversationFormat::outputText)
                    .collect(Collectors.joining("\n")));
        }
        if (content instanceof Content.Link link) {
            return new Content.Text(ContentFormat.asText(link), link.annotations());
        }
        if (content instanceof Content.Embedded embedded) {
            return embedded.contents() instanceof Contents.Text text
                    ? new Content.Text(text.text(), embedded.annotations())
                    : new Content.Text(embedded.contents().uri(), embedded.annotations());
        }
        return content;
    }

    private static String outputText(Content content) {
        if (content instanceof Content.Image image) {
            return "[Image, " + image.mimeType() + "]";
        }
        if (content instanceof Content.Audio audio) {
            return "[Audio, " + audio.mimeType() + "]";
        }
        return asText(content) instanceof Content.Text text ? text.text() : "";
    }
}
