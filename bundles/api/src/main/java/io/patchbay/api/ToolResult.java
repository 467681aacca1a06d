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

    /**
     * Returns a result with structured content. The result also has a text block with the same JSON, for clients that do not
     * support structured content.
     */
    static Complete structured(Json value) {
        return new Complete(List.of(Content.text(value.text())), Optional.of(value));
    }

    /**
     * Returns a failure that the model can correct.
     *
     * @param message the cause of the failure, and what the model should try. The message must not contain secrets,
     *     stack traces or paths.
     */
    static Failed failed(String message) {
        return new Failed(message, Optional.empty());
    }

    /**
     * Returns a failure that the model can correct, with a code for programs.
     *
     * @param message the message, with the same rules as in {@link #failed(String)}
     * @param code a code in lower snake case. The server uses {@link Codes#INVALID_ARGUMENTS} for arguments that violate the input
     *     schema. Use {@link Codes#INVALID_ARGUMENTS} also for rules that a schema cannot express.
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
     * @param structured the structured content. If the tool has an output schema, the content must match this schema.
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
     * The tool needs input from the client. The server sends the requests to the client. Then the server calls the tool again with
     * {@link CallContext#answers()}. A tool must have no effect before its last round.
     *
     * @param requests the requests, each with a key that the tool chooses. {@link CallContext#answers()} contains the answers of
     *     all rounds under these keys.
     * @param state the state that {@link CallContext#state()} returns in the next round. The server encrypts the state. Therefore
     *     the client cannot read or change the state.
     */
    record InputRequired(Map<String, InputRequest> requests, Optional<String> state) implements ToolResult {
        /** @throws IllegalArgumentException if there is neither a request nor a state */
        public InputRequired {
            requests = Questions.copy(requests, state);
        }
    }
}
