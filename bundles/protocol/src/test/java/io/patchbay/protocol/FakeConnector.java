package io.patchbay.protocol;

import io.patchbay.api.CatalogChanges;
import io.patchbay.api.Connector;
import io.patchbay.api.Prompt;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.Tool;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A connector whose lists and change notifications a test controls. */
public final class FakeConnector implements Connector {

    public final CompletableFuture<CatalogChanges> opened = new CompletableFuture<>();
    public final AtomicInteger readings = new AtomicInteger();
    public volatile Supplier<List<Tool>> tools = List::of;
    public volatile Supplier<List<Resource>> resources = List::of;
    public volatile Supplier<List<ResourceTemplate>> templates = List::of;
    public volatile Supplier<List<Prompt>> prompts = List::of;

    public FakeConnector() {}

    public FakeConnector(Tool... tools) {
        this.tools = () -> List.of(tools);
    }

    public void changed() {
        opened.join().changed();
    }

    @Override
    public List<Tool> tools() {
        readings.incrementAndGet();
        return tools.get();
    }

    @Override
    public List<Resource> resources() {
        return resources.get();
    }

    @Override
    public List<ResourceTemplate> resourceTemplates() {
        return templates.get();
    }

    @Override
    public List<Prompt> prompts() {
        return prompts.get();
    }

    @Override
    public void opened(CatalogChanges changes) {
        opened.complete(changes);
    }
}
