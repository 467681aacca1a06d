package io.patchbay.testing;

import io.patchbay.api.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client got for a tool call.
 *
 * @param result as it stood on the wire, with everything in it
 * @param notifications progress and log messages that came before it, as they stood on the wire; of a task that was followed
 *     ({@link TestingClient#followingTasks()}) also {@code notifications/tasks} for each status message that the client saw
 */
public record ToolAnswer(Arguments result, List<Arguments> notifications) {

    public ToolAnswer {
        notifications = List.copyOf(notifications);
    }

    /** Whether the call failed in a way the model can put right. */
    public boolean isError() {
        return result.optionalBool("isError").orElse(false);
    }

    /** The machine-readable code of a failure, for example {@code invalid_arguments}. */
    public Optional<String> code() {
        return result.object("_meta").optionalString("io.patchbay/code");
    }

    /** The text of all text blocks, one below the other. */
    public String text() {
        List<String> texts = new ArrayList<>();
        for (Arguments block : content()) {
            block.optionalString("text").ifPresent(texts::add);
        }
        return String.join("\n", texts);
    }

    /** The messages that told of progress, in their order: of the call itself, or of its task. */
    public List<String> progress() {
        List<String> messages = new ArrayList<>();
        for (Arguments notification : notifications) {
            Arguments params = notification.object("params");
            switch (notification.string("method")) {
                case "notifications/progress" ->
                    params.optionalString("message").ifPresent(messages::add);
                case "notifications/tasks" ->
                    params.optionalString("statusMessage").ifPresent(messages::add);
                default -> {}
            }
        }
        return List.copyOf(messages);
    }

    /** The content blocks. */
    public List<Arguments> content() {
        return Trees.objects(result, "content");
    }

    /** The structured content, an object. */
    public Arguments structured() {
        if (!(result.values().get("structuredContent") instanceof Map<?, ?>)) {
            throw new AssertionError(
                    "no structured content that is an object: " + result.json().text());
        }
        return result.object("structuredContent");
    }
}
