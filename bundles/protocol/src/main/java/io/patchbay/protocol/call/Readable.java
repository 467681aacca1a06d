package io.patchbay.protocol.call;

import io.patchbay.api.CallContext;
import io.patchbay.api.ResourceResult;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Found;
import io.patchbay.protocol.catalog.ResourceEntry;
import io.patchbay.protocol.catalog.TemplateMatch;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.view.View;
import java.net.URI;
import java.util.Optional;

/**
 * A readable URI. The URI belongs to a resource or matches a template.
 *
 * @param uri the URI in the connector's spelling; policy and the audit trail see only this spelling
 */
public record Readable(Entry entry, String uri, Reader reader) {

    /** Runs the connector's code that reads the resource. */
    public interface Reader {
        ResourceResult read(CallContext context) throws Exception;
    }

    /** @throws ProtocolException if no resource has the URI and the text is not a valid URI for a template */
    static Found<Readable> find(View view, ResourceUri uri, Revision revision) throws ProtocolException {
        Found<ResourceEntry> resource = view.resource(uri);
        if (resource instanceof Found.Visible<ResourceEntry> visible) {
            ResourceEntry entry = visible.value();
            return new Found.Visible<>(
                    new Readable(entry, entry.uri(), context -> entry.resource().read(context)));
        }
        if (resource instanceof Found.StepUp<ResourceEntry> lacking) {
            return new Found.StepUp<>(lacking.scopes());
        }
        URI parsed = ResourceUri.parsed(uri.text()).orElseThrow(() -> ProtocolException.notAUri(revision, uri.given()));
        Found<TemplateMatch> template = view.template(uri);
        if (template instanceof Found.Visible<TemplateMatch> visible) {
            return new Found.Visible<>(of(visible.value(), parsed));
        }
        return template instanceof Found.StepUp<TemplateMatch> lacking
                ? new Found.StepUp<>(lacking.scopes())
                : Found.absent();
    }

    private static Readable of(TemplateMatch match, URI given) {
        return new Readable(
                match.entry(),
                match.uri(),
                context -> match.entry()
                        .template()
                        .read(ResourceUri.parsed(match.uri()).orElse(given), match.variables(), context));
    }

    /** Returns the connector's spelling of a URI; empty if the caller sees no resource and no template for this URI. */
    static Optional<String> uriOf(View view, ResourceUri uri) {
        Found<ResourceEntry> found = view.resource(uri);
        if (!(found instanceof Found.Absent)) {
            return found instanceof Found.Visible<ResourceEntry> resource
                    ? Optional.of(resource.value().uri())
                    : Optional.empty();
        }
        return view.template(uri) instanceof Found.Visible<TemplateMatch> template
                ? Optional.of(template.value().uri())
                : Optional.empty();
    }
}
