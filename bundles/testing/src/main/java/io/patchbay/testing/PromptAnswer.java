package io.patchbay.testing;

import io.patchbay.api.Arguments;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a client got for a prompt.
 *
 * @param result as it stood on the wire
 */
public record PromptAnswer(Arguments result) {

    /** The messages: {@code role} and {@code content}. */
    public List<Arguments> messages() {
        return Trees.objects(result, "messages");
    }

    /** The texts of all messages, one below the other, each with its role: {@code user: Hello}. */
    public String text() {
        return messages().stream()
                .map(message -> message.string("role") + ": "
                        + message.object("content").optionalString("text").orElse(""))
                .collect(Collectors.joining("\n"));
    }
}
