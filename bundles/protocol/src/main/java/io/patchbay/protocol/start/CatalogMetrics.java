package io.patchbay.protocol.start;

import io.patchbay.protocol.catalog.Catalog;
import io.patchbay.spi.metrics.Metrics;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Counts the entries of the catalog. */
@Component(
        service = {},
        immediate = true)
public final class CatalogMetrics {

    private final List<AutoCloseable> gauges;

    @Activate
    public CatalogMetrics(@Reference ServiceCatalog services, @Reference Metrics metrics) {
        Catalog catalog = services.catalog();
        this.gauges = List.of(
                metrics.gauge(
                        "patchbay_catalog_tools",
                        "Tools in the catalog",
                        () -> catalog.snapshot().tools().size()),
                metrics.gauge(
                        "patchbay_catalog_resources",
                        "Resources in the catalog, without the resources below templates",
                        () -> catalog.snapshot().resources().size()),
                metrics.gauge(
                        "patchbay_catalog_resource_templates",
                        "Resource templates in the catalog",
                        () -> catalog.snapshot().templates().size()),
                metrics.gauge(
                        "patchbay_catalog_prompts",
                        "Prompts in the catalog",
                        () -> catalog.snapshot().prompts().size()),
                metrics.gauge(
                        "patchbay_catalog_refused",
                        "Entries that the catalog refused",
                        () -> services.refused().values().stream()
                                .mapToInt(List::size)
                                .sum()),
                metrics.gauge(
                        "patchbay_catalog_version",
                        "Number that grows with each change of the catalog",
                        () -> catalog.snapshot().version()));
    }

    @Deactivate
    void close() throws Exception {
        for (AutoCloseable gauge : gauges) {
            gauge.close();
        }
    }
}
