package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** A block of what a tool answers or a message holds. Byte arrays are not copied: leave them alone once handed over. */
public sealed interface Content {

    /** Whom it is for; {@link Annotations#NONE} mostly. */
    Annotations annotations();

    static Text text(String text) {
        return new Text(text, Annotations.NONE);
    }

    static Image image(byte[] data, String mimeType) {
        return new Image(data, mimeType, Annotations.NONE);
    }

    static Audio audio(byte[] data, String mimeType) {
        return new Audio(data, mimeType, Annotations.NONE);
    }

    static Link link(ResourceDefinition resource) {
        return new Link(resource, Annotations.NONE);
    }

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

    /** A picture; {@code data} are its bytes, encoded only on the wire. */
    record Image(byte[] data, String mimeType, Annotations annotations) implements Content {
        public Image {
            requireNonNull(data, "data");
            requireNonNull(mimeType, "mimeType");
            requireNonNull(annotations, "annotations");
        }
    }

    /** A sound; {@code data} are its bytes, encoded only on the wire. */
    record Audio(byte[] data, String mimeType, Annotations annotations) implements Content {
        public Audio {
            requireNonNull(data, "data");
            requireNonNull(mimeType, "mimeType");
            requireNonNull(annotations, "annotations");
        }
    }

    /** A resource the client may read itself; it need not be listed. */
    record Link(ResourceDefinition resource, Annotations annotations) implements Content {
        public Link {
            requireNonNull(resource, "resource");
            requireNonNull(annotations, "annotations");
        }
    }

    /** A resource's contents, included. */
    record Embedded(Contents contents, Annotations annotations) implements Content {
        public Embedded {
            requireNonNull(contents, "contents");
            requireNonNull(annotations, "annotations");
        }
    }

    /** A model's wish to use a tool; only in a conversation with one, see {@link InputRequest.Sampling#tools()}. */
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
     * What came of a {@link ToolUse}; only in a conversation with a model, as its user's next messages.
     *
     * @param useId the {@link ToolUse#id()} it belongs to
     * @param content no tool uses and outputs
     * @param structured an object; anything else is left out
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
