package io.patchbay.protocol;

import io.patchbay.api.CallContext;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;

/** A resource that is never found. */
public record FakeResource(ResourceDefinition definition) implements Resource {

    public static FakeResource at(String uri) {
        return new FakeResource(ResourceDefinition.of(uri, "Something"));
    }

    @Override
    public ResourceResult read(CallContext context) {
        return new ResourceResult.NotFound();
    }
}
