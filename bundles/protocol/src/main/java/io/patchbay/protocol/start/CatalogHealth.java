package io.patchbay.protocol.start;

import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reports the entries that the catalog refused, and the problems of connectors. */
@Component
public final class CatalogHealth implements HealthCheck {

    private final ServiceCatalog services;

    @Activate
    public CatalogHealth(@Reference ServiceCatalog services) {
        this.services = services;
    }

    @Override
    public String name() {
        return "catalog";
    }

    @Override
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        services.catalog().problems().forEach(line -> problems.add(degraded(line)));
        services.refused().values().forEach(lines -> lines.forEach(line -> problems.add(degraded(line))));
        return List.copyOf(problems);
    }

    private static Problem degraded(String line) {
        return new Problem(Problem.Severity.DEGRADED, line);
    }
}
