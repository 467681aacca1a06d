package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of one round of a tool call. */
public sealed interface ToolResult {

    /** Returns a result with one block of text. */
    static Complete text(String text) {
        return new Complete(List.of(Content.text(text)), Optional.empty());
    }

    /** Returns a result with these content blocks and without structured content. */
    static Complete of(Content... content) {
        return new Complete(List.of(content), Optional.empty());
    }

    /** Returns structured content, and its JSON as a text block for clients that do not support structured content. */
    static Complete structured(Json value) {
        return new Complete(List.of(Content.text(value.text())), Optional.of(value));
    }

    /**
     * Returns a failure that the model can correct.
     *
     * @param message what is wrong and what to try; no secrets, stack traces or paths
     */
    static Failed failed(String message) {
        return new Failed(message, Optional.empty());
    }

    /**
     * Returns a failure that the model can correct, with a code for programs.
     *
     * @param message as for {@link #failed(String)}
     * @param code in lower snake case. The server uses {@link Codes#INVALID_ARGUMENTS} for arguments that violate the input schema;
     *     use the same code for rules that a schema cannot express.
     */
    static Failed failed(String message, String code) {
        return new Failed(message, Optional.of(code));
    }

    /** Returns one request for input, without a state. See {@link InputRequired}. */
    static InputRequired ask(String key, InputRequest request) {
        return new InputRequired(Map.of(key, request), Optional.empty());
    }

    /**
     * The tool has completed.
     *
     * @param structured matches the tool's output schema, if the tool has one
     */
    record Complete(List<Content> content, Optional<Json> structured) implements ToolResult {
        public Complete {
            content = List.copyOf(content);
            requireNonNull(structured, "structured");
        }
    }

    /** The tool has failed for a reason that the model can correct. */
    record Failed(String message, Optional<String> code) implements ToolResult {
        public Failed {
            requireNonNull(message, "message");
            requireNonNull(code, "code");
        }
    }

    /**
     * The tool needs input from the client. The server sends the requests and calls the tool again with
     * {@link CallContext#answers()}. A tool must have no effect before its last round.
     *
     * @param requests by a key that the tool chooses; {@link CallContext#answers()} has the answers of all rounds by these keys
     * @param state {@link CallContext#state()} returns it in the next round; the server encrypts it, so that the client can neither
     *     read nor change it
     */
    record InputRequired(Map<String, InputRequest> requests, Optional<String> state) implements ToolResult {
        /** @throws IllegalArgumentException if there is neither a request nor a state */
        public InputRequired {
            requests = Questions.copy(requests, state);
        }
    }
}
