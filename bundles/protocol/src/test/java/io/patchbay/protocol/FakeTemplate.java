package io.patchbay.protocol;

import io.patchbay.api.CallContext;
import io.patchbay.api.Page;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.TemplateDefinition;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** A template without resources. */
public record FakeTemplate(TemplateDefinition definition) implements ResourceTemplate {

    public static FakeTemplate of(String uriTemplate) {
        return of(uriTemplate, "Some");
    }

    public static FakeTemplate of(String uriTemplate, String name) {
        return new FakeTemplate(TemplateDefinition.of(uriTemplate, name));
    }

    /** A template whose class overrides {@code list}. */
    public static ResourceTemplate listing(String uriTemplate) {
        return new ListingTemplate(TemplateDefinition.of(uriTemplate, "Some"));
    }

    @Override
    public ResourceResult read(URI uri, Map<String, String> variables, CallContext context) {
        return new ResourceResult.NotFound();
    }

    private record ListingTemplate(TemplateDefinition definition) implements ResourceTemplate {

        @Override
        public ResourceResult read(URI uri, Map<String, String> variables, CallContext context) {
            return new ResourceResult.NotFound();
        }

        @Override
        public Page<ResourceDefinition> list(Optional<String> cursor, CallContext context) {
            return Page.empty();
        }
    }
}
