package io.patchbay.protocol.catalog;

import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.wire.Encodings;
import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Optional;

/** A resource template in the catalog. */
public final class TemplateEntry extends Entry {

    private final ResourceTemplate template;
    private final TemplateDefinition definition;
    private final UriTemplate uriTemplate;
    private final boolean lists;

    /** @param lists whether the connector lists the resources below the template */
    TemplateEntry(
            Origin origin,
            Target target,
            Encodings encoded,
            ResourceTemplate template,
            TemplateDefinition definition,
            boolean lists) {
        super(origin, target, ResourceUri.key(definition.uriTemplate()), encoded);
        this.template = template;
        this.definition = definition;
        this.uriTemplate = UriTemplate.parse(definition.uriTemplate());
        this.lists = lists;
    }

    public ResourceTemplate template() {
        return template;
    }

    /** Returns the match of a URI with this template; empty if the URI does not match. */
    public Optional<UriTemplate.Match> match(ResourceUri uri) {
        return uriTemplate.match(uri);
    }

    /** Returns the names of the template's variables. */
    public List<String> variables() {
        return uriTemplate.variables();
    }

    /**
     * Returns whether the connector lists the resources below the template. Only in that case does the server ask the
     * connector for a list.
     */
    public boolean lists() {
        return lists;
    }

    @Override
    TemplateDefinition definition() {
        return definition;
    }

    @Override
    ResourceTemplate handler() {
        return template;
    }
}
