package io.patchbay.deploy;

import io.patchbay.deploy.connector.ConnectorView;
import io.patchbay.deploy.connector.DeploymentCounters;
import io.patchbay.spi.metrics.Metrics;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Publishes metrics about deployed connectors. */
@Component(
        service = {},
        immediate = true)
public final class DeployMetrics {

    private final DeploymentCounters counters;
    private final AutoCloseable[] gauges;

    @Activate
    public DeployMetrics(@Reference ConnectorLoader loader, @Reference Metrics metrics) {
        this.counters = loader.counters();
        counters.reportTo(Optional.of(metrics));
        this.gauges = Stream.of(ConnectorView.State.values())
                .map(state -> metrics.gauge(
                        "patchbay_connectors_" + state,
                        "Connector files in the state " + state + ".",
                        () -> loader.connectors().count(state)))
                .toArray(AutoCloseable[]::new);
    }

    @Deactivate
    void close() throws Exception {
        counters.reportTo(Optional.empty());
        for (AutoCloseable gauge : gauges) {
            gauge.close();
        }
    }
}
