package io.patchbay.connectors.hostile;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.CatalogChanges;
import io.patchbay.api.Completion;
import io.patchbay.api.Connector;
import io.patchbay.api.McpNamespace;
import io.patchbay.api.Page;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Component;

/** A connector for tests that does things that a connector must not do. Each tool misbehaves in one way. */
@Component
@McpNamespace("hostile")
public final class Hostile implements Connector {

    private final Hanging hanging = new Hanging();
    private final AtomicInteger listings = new AtomicInteger();
    private volatile CatalogChanges changes;
    private volatile boolean listsHang;

    @Override
    public List<Tool> tools() {
        if (listsHang) {
            hanging.loop();
        }
        List<Tool> tools = new ArrayList<>(hanging.tools());
        tools.addAll(new Throwing().tools());
        tools.addAll(new Large().tools());
        tools.add(new HostileTool("flood_changes", context -> {
            Thread thread = new Thread(this::floodChanges, "flood");
            thread.setDaemon(true);
            thread.start();
            return ToolResult.text("flooding");
        }));
        tools.add(new HostileTool("hang_lists", context -> {
            listsHang = true;
            changes.changed();
            return ToolResult.text("hanging");
        }));
        tools.add(new HostileTool(
                "reading_" + listings.incrementAndGet(), context -> ToolResult.text("differs each time")));
        return tools;
    }

    @Override
    public List<ResourceTemplate> resourceTemplates() {
        return List.of(new HangingTemplate(hanging));
    }

    @Override
    public List<Prompt> prompts() {
        return List.of(new HangingPrompt(hanging));
    }

    @Override
    public void opened(CatalogChanges changes) {
        this.changes = changes;
    }

    private void floodChanges() {
        for (int i = 0; ; i++) {
            changes.changed();
            changes.resourceUpdated("hostile://things/" + i % 100_000);
        }
    }

    /** Hangs on each read, listing and completion. */
    private record HangingTemplate(Hanging hanging) implements ResourceTemplate {

        @Override
        public TemplateDefinition definition() {
            return TemplateDefinition.of("hostile://things/{id}", "things");
        }

        @Override
        public ResourceResult read(URI uri, Map<String, String> variables, CallContext context) {
            hanging.loop();
            return ResourceResult.notFound();
        }

        @Override
        public Page<ResourceDefinition> list(Optional<String> cursor, CallContext context) {
            hanging.loop();
            return Page.empty();
        }

        @Override
        public Completion complete(String variable, String typed, Map<String, String> known, CallContext context) {
            hanging.loop();
            return Completion.none();
        }
    }

    /** Hangs each time a client gets the prompt. */
    private record HangingPrompt(Hanging hanging) implements Prompt {

        @Override
        public PromptDefinition definition() {
            return PromptDefinition.of("hang", "Never returns.", PromptArgument.required("what", "Anything"));
        }

        @Override
        public PromptResult get(Arguments arguments, CallContext context) {
            hanging.loop();
            return PromptResult.of();
        }
    }
}
