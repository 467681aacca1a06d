package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a tool answers. */
public sealed interface ToolResult {

    /** One block of text. */
    static Complete text(String text) {
        return new Complete(List.of(Content.text(text)), Optional.empty());
    }

    static Complete of(Content... content) {
        return new Complete(List.of(content), Optional.empty());
    }

    /** A structured value; its text goes along as a content block for clients that know no structured content. */
    static Complete structured(Json value) {
        return new Complete(List.of(Content.text(value.text())), Optional.of(value));
    }

    /** A failure the model can put right: say what is wrong and what to try. Never a secret, a stack or a path. */
    static Failed failed(String message) {
        return new Failed(message, Optional.empty());
    }

    /**
     * The same, with a code for programs, in lower snake case; {@code invalid_arguments} is the server's own for arguments that do
     * not fit the input schema, and yours for what no schema can say of them.
     */
    static Failed failed(String message, String code) {
        return new Failed(message, Optional.of(code));
    }

    /** Asks first. */
    static InputRequired ask(String key, InputRequest request) {
        return new InputRequired(Map.of(key, request), Optional.empty());
    }

    /** Done. */
    record Complete(List<Content> content, Optional<Json> structured) implements ToolResult {
        public Complete {
            content = List.copyOf(content);
            requireNonNull(structured, "structured");
        }
    }

    /** Not done, for a reason the model can act on. */
    record Failed(String message, Optional<String> code) implements ToolResult {
        public Failed {
            requireNonNull(message, "message");
            requireNonNull(code, "code");
        }
    }

    /**
     * Not done yet: the client is asked, and the tool is called again with {@link CallContext#answers()}. A call has no effect
     * before its last round.
     *
     * @param requests by a key of the tool's choosing; the answers come under the same keys, those of earlier rounds included
     * @param state handed back by {@link CallContext#state()} in the next round; sealed by the server, so the client can
     *     neither read nor change it
     */
    record InputRequired(Map<String, InputRequest> requests, Optional<String> state) implements ToolResult {
        public InputRequired {
            requests = Questions.copy(requests, state);
        }
    }
}
