package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of one round of a prompt. */
public sealed interface PromptResult {

    /** Returns messages without a description. */
    static Complete of(Message... messages) {
        return new Complete(List.of(messages), Optional.empty());
    }

    /** Returns one request for input, without a state. See {@link ToolResult.InputRequired}. */
    static InputRequired ask(String key, InputRequest request) {
        return new InputRequired(Map.of(key, request), Optional.empty());
    }

    /** The messages of the prompt, in order. */
    record Complete(List<Message> messages, Optional<String> description) implements PromptResult {
        public Complete {
            messages = List.copyOf(messages);
            requireNonNull(description, "description");
        }
    }

    /** The prompt needs input from the client. See {@link ToolResult.InputRequired}. */
    record InputRequired(Map<String, InputRequest> requests, Optional<String> state) implements PromptResult {
        public InputRequired {
            requests = Questions.copy(requests, state);
        }
    }
}
