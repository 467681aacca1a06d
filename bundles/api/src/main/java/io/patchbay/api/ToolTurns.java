package io.patchbay.api;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rules of a conversation with a model that uses tools: the outputs of all uses precede any other content. */
final class ToolTurns {

    private ToolTurns() {}

    /** Returns whether the messages contain a tool use or a tool output. */
    static boolean hasToolContent(List<Message> messages) {
        return messages.stream()
                .anyMatch(message -> message.content() instanceof Content.ToolUse
                        || message.content() instanceof Content.ToolOutput);
    }

    /**
     * Checks the messages.
     *
     * @throws IllegalArgumentException if tool uses and outputs do not match
     */
    static void check(List<Message> messages) {
        Set<String> known = new HashSet<>();
        Set<String> open = new LinkedHashSet<>();
        boolean answering = false;
        for (Message message : messages) {
            if (message.content() instanceof Content.ToolUse use) {
                require(
                        message.role() == Message.Role.ASSISTANT,
                        "a tool use in a message that is not the assistant's: " + use.id());
                require(!answering || open.isEmpty(), "tool uses without outputs: " + open);
                require(known.add(use.id()), "two tool uses have the same id: " + use.id());
                open.add(use.id());
                answering = false;
            } else if (message.content() instanceof Content.ToolOutput output) {
                require(
                        message.role() == Message.Role.USER,
                        "a tool output in a message that is not the user's: " + output.useId());
                require(open.remove(output.useId()), "a tool output without a preceding tool use: " + output.useId());
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

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
