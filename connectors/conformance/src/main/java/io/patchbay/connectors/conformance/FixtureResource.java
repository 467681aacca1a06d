package io.patchbay.connectors.conformance;

import io.patchbay.api.CallContext;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import java.util.function.Supplier;

/** A resource that consists of a definition and its contents. */
record FixtureResource(ResourceDefinition definition, Supplier<ResourceResult> contents) implements Resource {

    @Override
    public ResourceResult read(CallContext context) {
        return contents.get();
    }
}
