package io.patchbay.connectors.conformance;

import io.patchbay.api.CatalogChanges;
import io.patchbay.api.Contents;
import io.patchbay.api.Message;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptResult;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What changes when a tool is called: one tool and one prompt that come and go, one resource whose text counts up. */
final class Changing {

    private static final String WATCHED = "test://watched-resource";

    private final AtomicBoolean tool = new AtomicBoolean();
    private final AtomicBoolean prompt = new AtomicBoolean();
    private final AtomicLong updates = new AtomicLong();
    private volatile Optional<CatalogChanges> changes = Optional.empty();

    void opened(CatalogChanges changes) {
        this.changes = Optional.of(changes);
    }

    List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        tools.add(trigger("test_trigger_tool_change", "Makes a tool come or go.", () -> toggle(tool)));
        tools.add(trigger("test_trigger_prompt_change", "Makes a prompt come or go.", () -> toggle(prompt)));
        tools.add(trigger("test_trigger_resource_change", "Counts the watched resource up.", this::update));
        if (tool.get()) {
            tools.add(FixtureTool.of(
                    "test_dynamic_tool", "Is here for now.", (arguments, context) -> ToolResult.text("Still here.")));
        }
        return tools;
    }

    List<Prompt> prompts() {
        return prompt.get()
                ? List.of(FixturePrompt.of(
                        "test_dynamic_prompt",
                        "Is here for now.",
                        (arguments, context) -> PromptResult.of(Message.user("Still here."))))
                : List.of();
    }

    List<Resource> resources() {
        return List.of(new FixtureResource(
                ResourceDefinition.of(WATCHED, "watched-resource")
                        .withDescription("Changes when it is told to")
                        .withMimeType("text/plain"),
                () -> ResourceResult.of(Contents.text(WATCHED, "text/plain", "Updates: " + updates))));
    }

    private static Tool trigger(String name, String description, Runnable change) {
        return new FixtureTool(ToolDefinition.destructive(name, description, Schema.EMPTY), (arguments, context) -> {
            change.run();
            return ToolResult.text("Changed.");
        });
    }

    private void toggle(AtomicBoolean shown) {
        boolean before;
        do {
            before = shown.get();
        } while (!shown.compareAndSet(before, !before));
        changes.ifPresent(CatalogChanges::changed);
    }

    private void update() {
        updates.incrementAndGet();
        changes.ifPresent(told -> told.resourceUpdated(WATCHED));
    }
}
