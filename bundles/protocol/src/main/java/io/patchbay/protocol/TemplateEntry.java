package io.patchbay.protocol;

import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Optional;

/** A resource template in the catalog. */
final class TemplateEntry extends Entry {

    private final ResourceTemplate template;
    private final TemplateDefinition definition;
    private final UriTemplate uriTemplate;
    private final boolean lists;

    /** @param lists whether the connector lists the resources below it */
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

    ResourceTemplate template() {
        return template;
    }

    /** What a URI is by this template, when it is one of this template's. */
    Optional<UriTemplate.Match> match(ResourceUri uri) {
        return uriTemplate.match(uri);
    }

    /** The names of the template's variables. */
    List<String> variables() {
        return uriTemplate.variables();
    }

    /** Whether the connector says which resources are below it: others are not asked. */
    boolean lists() {
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
