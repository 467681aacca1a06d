package io.patchbay.api;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rules of a conversation with a model that uses tools: every use has its output before anything else is said. */
final class ToolTurns {

    private ToolTurns() {}

    /** Whether tools are used at all. */
    static boolean in(List<Message> messages) {
        return messages.stream()
                .anyMatch(message -> message.content() instanceof Content.ToolUse
                        || message.content() instanceof Content.ToolOutput);
    }

    /** @throws IllegalArgumentException when uses and outputs do not fit */
    static void check(List<Message> messages) {
        Set<String> known = new HashSet<>();
        Set<String> open = new LinkedHashSet<>();
        boolean answering = false;
        for (Message message : messages) {
            if (message.content() instanceof Content.ToolUse use) {
                require(
                        message.role() == Message.Role.ASSISTANT,
                        "a tool use that is not the assistant's: " + use.id());
                require(!answering || open.isEmpty(), "tool uses without outputs: " + open);
                require(known.add(use.id()), "two tool uses with one id: " + use.id());
                open.add(use.id());
                answering = false;
            } else if (message.content() instanceof Content.ToolOutput output) {
                require(message.role() == Message.Role.USER, "a tool output that is not the user's: " + output.useId());
                require(open.remove(output.useId()), "a tool output without its use before: " + output.useId());
                answering = true;
            } else {
                require(
                        open.isEmpty() || !answering && message.role() == Message.Role.ASSISTANT,
                        "tool uses without outputs: " + open);
                answering = false;
            }
        }
        require(open.isEmpty(), "tool uses without outputs: " + open);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
