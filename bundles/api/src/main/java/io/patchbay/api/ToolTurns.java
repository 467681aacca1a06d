package io.patchbay.api;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks a conversation with a model that uses tools. The user's messages must contain the outputs of all tools before
 * any other content.
 */
final class ToolTurns {

    private ToolTurns() {}

    /** Returns whether the messages contain a {@link Content.ToolUse} or a {@link Content.ToolOutput}. */
    static boolean hasToolContent(List<Message> messages) {
        return messages.stream()
                .anyMatch(message -> message.content() instanceof Content.ToolUse
                        || message.content() instanceof Content.ToolOutput);
    }

    /**
     * Checks the messages.
     *
     * @throws IllegalArgumentException if {@link Content.ToolUse} and {@link Content.ToolOutput} blocks do not match
     */
    static void check(List<Message> messages) {
        Set<String> known = new HashSet<>();
        Set<String> open = new LinkedHashSet<>();
        boolean answering = false;
        for (Message message : messages) {
            if (message.content() instanceof Content.ToolUse use) {
                require(
                        message.role() == Message.Role.ASSISTANT,
                        "A message that is not the assistant's contains a tool use: " + use.id());
                require(!answering || open.isEmpty(), "These tool calls have no outputs: " + open);
                require(known.add(use.id()), "Two tool uses have the same id: " + use.id());
                open.add(use.id());
                answering = false;
            } else if (message.content() instanceof Content.ToolOutput output) {
                require(
                        message.role() == Message.Role.USER,
                        "A message that is not the user's contains a tool output: " + output.useId());
                require(open.remove(output.useId()), "No tool use precedes the tool output: " + output.useId());
                answering = true;
            } else {
                require(
                        open.isEmpty() || !answering && message.role() == Message.Role.ASSISTANT,
                        "These tool calls have no outputs: " + open);
                answering = false;
            }
        }
        require(open.isEmpty(), "These tool calls have no outputs: " + open);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
