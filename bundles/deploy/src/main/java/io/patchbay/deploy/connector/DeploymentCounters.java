package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.spi.metrics.Metrics;
import java.util.Locale;
import java.util.Optional;

/** Counts the outcomes of deployments while a metrics service is available. */
public final class DeploymentCounters {

    private volatile Optional<Metrics> metrics = Optional.empty();

    /** Sets the metrics service. An empty value means that there is no metrics service. */
    public void reportTo(Optional<Metrics> service) {
        metrics = service;
    }

    /** @param nanos the time since the installation began */
    void served(long nanos) {
        metrics.ifPresent(service -> service.timer(
                        "patchbay_deployment_seconds", "Time from installing a connector to publishing it.")
                .observe(nanos));
        count("served");
    }

    void refused(DeployException why) {
        count(why.kind().name().toLowerCase(Locale.ROOT));
    }

    void undrained() {
        metrics.ifPresent(service -> service.counter(
                        "patchbay_drains_exceeded_total",
                        "Old connector versions that were stopped while calls into them still ran.")
                .increment());
    }

    private void count(String outcome) {
        metrics.ifPresent(service -> service.counter(
                        "patchbay_deployments_total", "Processed connector files, by outcome.", "outcome")
                .increment(outcome));
    }
}
