package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A content block of a tool result or a message. The constructors do not copy byte arrays. Do not modify an array after
 * construction.
 */
public sealed interface Content {

    /** Returns the hints for the client, or {@link Annotations#NONE} if there are no hints. */
    Annotations annotations();

    /** Returns text without annotations. */
    static Text text(String text) {
        return new Text(text, Annotations.NONE);
    }

    /** Returns a picture without annotations. */
    static Image image(byte[] data, String mimeType) {
        return new Image(data, mimeType, Annotations.NONE);
    }

    /** Returns a sound without annotations. */
    static Audio audio(byte[] data, String mimeType) {
        return new Audio(data, mimeType, Annotations.NONE);
    }

    /** Returns a link to a resource without annotations. */
    static Link link(ResourceDefinition resource) {
        return new Link(resource, Annotations.NONE);
    }

    /** Returns the contents of a resource without annotations. */
    static Embedded embedded(Contents contents) {
        return new Embedded(contents, Annotations.NONE);
    }

    /** Text for the model. */
    record Text(String text, Annotations annotations) implements Content {
        public Text {
            requireNonNull(text, "text");
            requireNonNull(annotations, "annotations");
        }
    }

    /**
     * A picture.
     *
     * @param data the raw bytes; the server encodes them
     */
    record Image(byte[] data, String mimeType, Annotations annotations) implements Content {
        public Image {
            requireNonNull(data, "data");
            requireNonNull(mimeType, "mimeType");
            requireNonNull(annotations, "annotations");
        }
    }

    /**
     * A sound.
     *
     * @param data the raw bytes; the server encodes them
     */
    record Audio(byte[] data, String mimeType, Annotations annotations) implements Content {
        public Audio {
            requireNonNull(data, "data");
            requireNonNull(mimeType, "mimeType");
            requireNonNull(annotations, "annotations");
        }
    }

    /** A link to a resource that the client can read. The resource need not be in the connector's lists. */
    record Link(ResourceDefinition resource, Annotations annotations) implements Content {
        public Link {
            requireNonNull(resource, "resource");
            requireNonNull(annotations, "annotations");
        }
    }

    /** The contents of a resource, embedded in the message. */
    record Embedded(Contents contents, Annotations annotations) implements Content {
        public Embedded {
            requireNonNull(contents, "contents");
            requireNonNull(annotations, "annotations");
        }
    }

    /**
     * A model's request to use a tool. Only a conversation with a model may contain this block. See
     * {@link InputRequest.Sampling#tools()}.
     */
    record ToolUse(String id, String name, Arguments input) implements Content {
        public ToolUse {
            requireNonNull(id, "id");
            requireNonNull(name, "name");
            requireNonNull(input, "input");
        }

        @Override
        public Annotations annotations() {
            return Annotations.NONE;
        }
    }

    /**
     * The output of a {@link ToolUse}. Only a conversation with a model may contain this block, in the user messages
     * that follow the {@link ToolUse}.
     *
     * @param useId the {@link ToolUse#id()} of the model's request
     * @param content the content blocks, none of which is a {@link ToolUse} or a {@link ToolOutput}
     * @param structured the structured content, which must be a JSON object; the server omits a value of any other type
     * @param failed whether the tool failed
     */
    record ToolOutput(String useId, List<Content> content, Optional<Json> structured, boolean failed)
            implements Content {
        public ToolOutput {
            requireNonNull(useId, "useId");
            content = List.copyOf(content);
            requireNonNull(structured, "structured");
        }

        @Override
        public Annotations annotations() {
            return Annotations.NONE;
        }
    }
}
