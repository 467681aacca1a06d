package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.spi.metrics.Metrics;
import java.util.Locale;
import java.util.Optional;

/** Counts how deployments come out, while somebody wants the figures. */
public final class DeploymentCounters {

    private volatile Optional<Metrics> metrics = Optional.empty();

    public void to(Optional<Metrics> figures) {
        metrics = figures;
    }

    /** @param nanos from the installation */
    void served(long nanos) {
        metrics.ifPresent(figures -> figures.timer(
                        "patchbay_deployment_seconds", "From installing a connector to its being published.")
                .observe(nanos));
        count("served");
    }

    void refused(DeployException why) {
        count(why.kind().name().toLowerCase(Locale.ROOT));
    }

    void undrained() {
        metrics.ifPresent(figures -> figures.counter(
                        "patchbay_drains_exceeded_total",
                        "Old versions of connectors that were stopped under calls that did not end in time.")
                .increment());
    }

    private void count(String outcome) {
        metrics.ifPresent(figures -> figures.counter(
                        "patchbay_deployments_total", "Connectors' files taken in, by outcome.", "outcome")
                .increment(outcome));
    }
}
