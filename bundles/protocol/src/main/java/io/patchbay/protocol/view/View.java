package io.patchbay.protocol.view;

import io.patchbay.protocol.catalog.CatalogSnapshot;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Found;
import io.patchbay.protocol.catalog.PromptEntry;
import io.patchbay.protocol.catalog.ResourceEntry;
import io.patchbay.protocol.catalog.Shelf;
import io.patchbay.protocol.catalog.TemplateEntry;
import io.patchbay.protocol.catalog.TemplateMatch;
import io.patchbay.protocol.catalog.ToolEntry;
import io.patchbay.protocol.catalog.UriTemplate;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.seal.Sealer;
import java.util.List;
import java.util.Optional;

/**
 * The catalog, as it appears to callers with one set of grants. Look-ups and lists use the same decisions of policy.
 * Immutable.
 */
public final class View {

    private final CatalogSnapshot snapshot;
    private final Listing<ToolEntry> tools;
    private final Listing<ResourceEntry> resources;
    private final Listing<TemplateEntry> templates;
    private final Listing<PromptEntry> prompts;
    private final Sealer sealer;

    View(CatalogSnapshot snapshot, Listings listings, Sealer sealer) {
        this.snapshot = snapshot;
        this.tools = listings.of(snapshot.toolShelf());
        this.resources = listings.of(snapshot.resourceShelf());
        this.templates = listings.of(snapshot.templateShelf());
        this.prompts = listings.of(snapshot.promptShelf());
        this.sealer = sealer;
    }

    /** Returns the snapshot of this view. */
    public CatalogSnapshot snapshot() {
        return snapshot;
    }

    public Found<ToolEntry> tool(String wireName) {
        return tools.find(wireName);
    }

    public Found<PromptEntry> prompt(String wireName) {
        return prompts.find(wireName);
    }

    public Found<ResourceEntry> resource(ResourceUri uri) {
        return resources.find(uri.key());
    }

    /** Finds a template by its URI template, as {@code completion/complete} names the template. */
    public Found<TemplateEntry> templateNamed(String uriTemplate) {
        return templates.find(ResourceUri.key(uriTemplate));
    }

    /** Finds the first template, in list order, that is not hidden and matches the URI. */
    public Found<TemplateMatch> template(ResourceUri uri) {
        List<TemplateEntry> all = snapshot.templates();
        for (int i = 0; i < all.size(); i++) {
            Found<TemplateEntry> answer = templates.answer(i);
            if (!(answer instanceof Found.Absent)) {
                Optional<UriTemplate.Match> match = all.get(i).match(uri);
                if (match.isPresent()) {
                    return answer instanceof Found.StepUp<TemplateEntry> lacking
                            ? new Found.StepUp<>(lacking.scopes())
                            : new Found.Visible<>(new TemplateMatch(
                                    all.get(i), match.get().uri(), match.get().variables()));
                }
            }
        }
        return Found.absent();
    }

    List<ToolEntry> tools() {
        return tools.visible();
    }

    List<PromptEntry> prompts() {
        return prompts.visible();
    }

    List<ResourceEntry> resources() {
        return resources.visible();
    }

    List<TemplateEntry> templates() {
        return templates.visible();
    }

    /** Returns a page of {@code tools/list}; empty if the cursor is invalid. */
    public Optional<ListPage> toolsPage(PageRequest request) {
        return page("tools/list", tools, request);
    }

    /** Returns a page of {@code prompts/list}; empty if the cursor is invalid. */
    public Optional<ListPage> promptsPage(PageRequest request) {
        return page("prompts/list", prompts, request);
    }

    /** Returns a page of {@code resources/templates/list}; empty if the cursor is invalid. */
    public Optional<ListPage> templatesPage(PageRequest request) {
        return page("resources/templates/list", templates, request);
    }

    /** Returns an unfinished answer to {@code resources/list}; empty if the cursor is invalid. */
    public Optional<ResourceListing> resourcesPage(PageRequest request) {
        if (request.cursor().isEmpty()) {
            return Optional.of(new ResourceListing(resources.pages(), templates.visible(), request, sealer));
        }
        return request.open(sealer, ResourceListing.METHOD)
                .flatMap(ResourceCursor::parse)
                .map(from -> new ResourceListing(resources.pages(), templates.visible(), request, sealer, from));
    }

    private <E extends Entry> Optional<ListPage> page(String method, Listing<E> listing, PageRequest request) {
        Optional<Pages.Cut> cut = request.cursor().isEmpty()
                ? Optional.of(listing.pages().first(request.revision()))
                : request.open(sealer, method).map(place -> listing.pages().after(place, request.revision()));
        return cut.map(page ->
                new ListPage(page.items(), page.last().map(place -> request.seal(sealer, method, place))));
    }

    /** Creates the listing of each kind. */
    interface Listings {
        <E extends Entry> Listing<E> of(Shelf<E> shelf);
    }
}
