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

/**
 * A tool and a prompt that appear and disappear, and a resource with a counter. Other tools of this class trigger the
 * changes.
 */
final class Changing {

    private static final String WATCHED = "test://watched-resource";

    private final AtomicBoolean toolShown = new AtomicBoolean();
    private final AtomicBoolean promptShown = new AtomicBoolean();
    private final AtomicLong updates = new AtomicLong();
    private volatile Optional<CatalogChanges> changes = Optional.empty();

    void opened(CatalogChanges changes) {
        this.changes = Optional.of(changes);
    }

    List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        tools.add(trigger("test_trigger_tool_change", "Adds or removes a tool.", () -> toggle(toolShown)));
        tools.add(trigger("test_trigger_prompt_change", "Adds or removes a prompt.", () -> toggle(promptShown)));
        tools.add(trigger(
                "test_trigger_resource_change",
                "Increments the counter in the watched resource.",
                this::updateResource));
        if (toolShown.get()) {
            tools.add(FixtureTool.of(
                    "test_dynamic_tool",
                    "Exists until the next toggle.",
                    (arguments, context) -> ToolResult.text("Still here.")));
        }
        return tools;
    }

    List<Prompt> prompts() {
        return promptShown.get()
                ? List.of(FixturePrompt.of(
                        "test_dynamic_prompt",
                        "Exists until the next toggle.",
                        (arguments, context) -> PromptResult.of(Message.user("Still here."))))
                : List.of();
    }

    List<Resource> resources() {
        return List.of(new FixtureResource(
                ResourceDefinition.of(WATCHED, "watched-resource")
                        .withDescription("Changes on each call of test_trigger_resource_change")
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

    private void updateResource() {
        updates.incrementAndGet();
        changes.ifPresent(listener -> listener.resourceUpdated(WATCHED));
    }
}
