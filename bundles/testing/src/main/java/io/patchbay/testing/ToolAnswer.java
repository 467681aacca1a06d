package io.patchbay.testing;

import io.patchbay.api.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client's result of {@code tools/call}.
 *
 * @param result the complete result in its wire format
 * @param notifications the progress and log messages before the result, in their wire format. With
 *     {@link TestingClient#followingTasks()}, the list also contains one {@code notifications/tasks} message for each
 *     status message of the task.
 */
public record ToolAnswer(Arguments result, List<Arguments> notifications) {

    public ToolAnswer {
        notifications = List.copyOf(notifications);
    }

    /** Returns whether the call failed for a reason that the model can correct. */
    public boolean isError() {
        return result.optionalBool("isError").orElse(false);
    }

    /** Returns the machine-readable code of a failure, for example {@code invalid_arguments}. */
    public Optional<String> code() {
        return result.object("_meta").optionalString("io.patchbay/code");
    }

    /** Returns the text of all text blocks, separated by line feeds. */
    public String text() {
        List<String> texts = new ArrayList<>();
        for (Arguments block : content()) {
            block.optionalString("text").ifPresent(texts::add);
        }
        return String.join("\n", texts);
    }

    /** Returns the progress messages of the call or of its task, in order. */
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

    /** Returns the content blocks in their wire format. */
    public List<Arguments> content() {
        return Trees.objects(result, "content");
    }

    /**
     * Returns the structured content.
     *
     * @throws AssertionError if the structured content is missing or is not an object
     */
    public Arguments structured() {
        if (!(result.values().get("structuredContent") instanceof Map<?, ?>)) {
            throw new AssertionError("the structured content is missing or is not an object: "
                    + result.json().text());
        }
        return result.object("structuredContent");
    }
}
