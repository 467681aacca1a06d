package io.patchbay.connectors.conformance;

import io.patchbay.api.CallContext;
import io.patchbay.api.Completion;
import io.patchbay.api.Contents;
import io.patchbay.api.Json;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.TemplateDefinition;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resources that never change, and a template. */
final class Documents {

    private static final String TEXT = "test://static-text";
    private static final String BINARY = "test://static-binary";

    List<Resource> resources() {
        return List.of(
                new FixtureResource(
                        ResourceDefinition.of(TEXT, "static-text")
                                .withDescription("A text")
                                .withMimeType("text/plain"),
                        () -> ResourceResult.text(
                                TEXT, "text/plain", "This is the content of the static text resource.")),
                new FixtureResource(
                        ResourceDefinition.of(BINARY, "static-binary")
                                .withDescription("A picture")
                                .withMimeType("image/png"),
                        () -> ResourceResult.of(Contents.blob(BINARY, "image/png", Samples.picture()))));
    }

    List<ResourceTemplate> templates() {
        return List.of(new DocumentTemplate());
    }

    /** Serves one document for each id. */
    private static final class DocumentTemplate implements ResourceTemplate {

        @Override
        public TemplateDefinition definition() {
            return TemplateDefinition.of("test://template/{id}/data", "template")
                    .withDescription("One document for each id")
                    .withMimeType("application/json");
        }

        @Override
        public ResourceResult read(URI uri, Map<String, String> variables, CallContext context) {
            String id = variables.get("id");
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("id", id);
            data.put("templateTest", true);
            data.put("data", "Data for ID: " + id);
            return ResourceResult.text(
                    uri.toString(), "application/json", Json.of(data).text());
        }

        @Override
        public Completion complete(String variable, String typed, Map<String, String> known, CallContext context) {
            return Completion.of(List.of("123", "124").stream()
                    .filter(id -> id.startsWith(typed))
                    .toList());
        }
    }
}
