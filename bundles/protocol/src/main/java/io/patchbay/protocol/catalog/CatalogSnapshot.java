package io.patchbay.protocol.catalog;

import io.patchbay.protocol.rpc.ResourceUri;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * All entries of the catalog at one moment, in wire order. The wire order is by namespace, then in the order of each
 * connector. Immutable.
 */
public final class CatalogSnapshot {

    private final long version;
    private final Shelf<ToolEntry> tools;
    private final Shelf<ResourceEntry> resources;
    private final Shelf<TemplateEntry> templates;
    private final Shelf<PromptEntry> prompts;
    private final CompletableFuture<Void> replaced = new CompletableFuture<>();

    /** @param entries the entries of all kinds, in wire order, with distinct keys in each kind */
    CatalogSnapshot(long version, List<Entry> entries) {
        this.version = version;
        this.tools = Shelf.of(ToolEntry.class, entries);
        this.resources = Shelf.of(ResourceEntry.class, entries);
        this.templates = Shelf.of(TemplateEntry.class, entries);
        this.prompts = Shelf.of(PromptEntry.class, entries);
    }

    /** Returns a number that grows with each change. */
    public long version() {
        return version;
    }

    /** Returns a future that completes when a newer snapshot replaces this snapshot. */
    public CompletableFuture<Void> replaced() {
        return replaced;
    }

    public List<ToolEntry> tools() {
        return tools.entries();
    }

    public List<ResourceEntry> resources() {
        return resources.entries();
    }

    public List<TemplateEntry> templates() {
        return templates.entries();
    }

    public List<PromptEntry> prompts() {
        return prompts.entries();
    }

    public Optional<ToolEntry> tool(String wireName) {
        return tools.entry(wireName);
    }

    Optional<PromptEntry> prompt(String wireName) {
        return prompts.entry(wireName);
    }

    Optional<ResourceEntry> resource(String uri) {
        return resources.entry(ResourceUri.key(uri));
    }

    /** Returns all entries, by kind. */
    public List<Entry> entries() {
        List<Entry> all = new ArrayList<>(tools());
        all.addAll(resources());
        all.addAll(templates());
        all.addAll(prompts());
        return all;
    }

    /** Returns the kinds whose lists differ from the lists of an older snapshot. */
    Set<CatalogListener.Kind> differencesFrom(CatalogSnapshot before) {
        Set<CatalogListener.Kind> kinds = EnumSet.noneOf(CatalogListener.Kind.class);
        if (!tools.looksLike(before.tools)) {
            kinds.add(CatalogListener.Kind.TOOLS);
        }
        if (!prompts.looksLike(before.prompts)) {
            kinds.add(CatalogListener.Kind.PROMPTS);
        }
        if (!resources.looksLike(before.resources) || !templates.looksLike(before.templates)) {
            kinds.add(CatalogListener.Kind.RESOURCES);
        }
        return Collections.unmodifiableSet(kinds);
    }

    public Shelf<ToolEntry> toolShelf() {
        return tools;
    }

    public Shelf<ResourceEntry> resourceShelf() {
        return resources;
    }

    public Shelf<TemplateEntry> templateShelf() {
        return templates;
    }

    public Shelf<PromptEntry> promptShelf() {
        return prompts;
    }
}
