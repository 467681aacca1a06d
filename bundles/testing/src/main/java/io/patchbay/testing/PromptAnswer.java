package io.patchbay.testing;

import io.patchbay.api.Arguments;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The client's result of {@code prompts/get}.
 *
 * @param result the result in its wire format
 */
public record PromptAnswer(Arguments result) {

    /** Returns the messages, each with {@code role} and {@code content}. */
    public List<Arguments> messages() {
        return Trees.objects(result, "messages");
    }

    /** Returns the texts of all messages with their roles, one message on each line, for example {@code user: Hello}. */
    public String text() {
        return messages().stream()
                .map(message -> message.string("role") + ": "
                        + message.object("content").optionalString("text").orElse(""))
                .collect(Collectors.joining("\n"));
    }
}
