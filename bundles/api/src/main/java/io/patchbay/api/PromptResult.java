package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a prompt answers. */
public sealed interface PromptResult {

    static Complete of(Message... messages) {
        return new Complete(List.of(messages), Optional.empty());
    }

    /** Asks first. */
    static InputRequired ask(String key, InputRequest request) {
        return new InputRequired(Map.of(key, request), Optional.empty());
    }

    /** The messages, in order. */
    record Complete(List<Message> messages, Optional<String> description) implements PromptResult {
        public Complete {
            messages = List.copyOf(messages);
            requireNonNull(description, "description");
        }
    }

    /** As {@link ToolResult.InputRequired}. */
    record InputRequired(Map<String, InputRequest> requests, Optional<String> state) implements PromptResult {
        public InputRequired {
            requests = Questions.copy(requests, state);
        }
    }
}
