package io.patchbay.protocol.catalog;

import io.patchbay.api.Resource;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.wire.Encodings;
import io.patchbay.spi.policy.Target;

/** A resource in the catalog. */
public final class ResourceEntry extends Entry {

    private final Resource resource;
    private final ResourceDefinition definition;

    ResourceEntry(Origin origin, Target target, Encodings encoded, Resource resource, ResourceDefinition definition) {
        super(origin, target, ResourceUri.key(definition.uri()), encoded);
        this.resource = resource;
        this.definition = definition;
    }

    public Resource resource() {
        return resource;
    }

    /** Returns the URI as the connector wrote it. */
    public String uri() {
        return definition.uri();
    }

    @Override
    ResourceDefinition definition() {
        return definition;
    }

    @Override
    Resource handler() {
        return resource;
    }
}
