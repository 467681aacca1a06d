package io.patchbay.connectors.conformance;

import io.patchbay.api.CatalogChanges;
import io.patchbay.api.Connector;
import io.patchbay.api.McpNamespace;
import io.patchbay.api.Prompt;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.Tool;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

/**
 * The tools, resources and prompts that the official conformance suite expects of a server. The connector is deployed
 * only in tests.
 */
@Component
@McpNamespace("")
public final class Fixture implements Connector {

    private final Documents documents = new Documents();
    private final Changing changing = new Changing();

    @Override
    public List<Tool> tools() {
        return Stream.of(
                        new Texts().tools(),
                        new Media().tools(),
                        new Notices().tools(),
                        new Asking().tools(),
                        new Rounds().tools(),
                        new Jobs().tools(),
                        changing.tools())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Resource> resources() {
        return Stream.concat(documents.resources().stream(), changing.resources().stream())
                .toList();
    }

    @Override
    public List<ResourceTemplate> resourceTemplates() {
        return documents.templates();
    }

    @Override
    public List<Prompt> prompts() {
        return Stream.concat(new Prompts().prompts().stream(), changing.prompts().stream())
                .toList();
    }

    @Override
    public void opened(CatalogChanges changes) {
        changing.opened(changes);
    }
}
