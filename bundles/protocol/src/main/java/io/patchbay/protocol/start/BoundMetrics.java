package io.patchbay.protocol.start;

import io.patchbay.protocol.call.Bound;
import io.patchbay.spi.metrics.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Publishes the numbers of running, waiting, refused and stuck calls of each connector, if metrics are collected. */
final class BoundMetrics implements AutoCloseable {

    private final List<AutoCloseable> gauges;
    private final Map<String, Bound> bounds;

    BoundMetrics(Optional<Metrics> metrics, Map<String, Bound> bounds) {
        this.bounds = bounds;
        this.gauges = metrics.stream()
                .flatMap(figures -> List.of(
                        gauge(figures, "calls", "Calls that run in a connector", Bound::taken),
                        gauge(figures, "waiting_calls", "Calls that wait for a place in a connector", Bound::waiting),
                        gauge(
                                figures,
                                "refused_calls",
                                "Calls refused since the start because a connector was busy",
                                Bound::refused),
                        gauge(
                                figures,
                                "computing_calls",
                                "Calls in a connector that have computed for a second without a pause",
                                bound -> bound.stuck().computing()),
                        gauge(
                                figures,
                                "runaway_calls",
                                "Calls in a connector that were ended but still run",
                                bound -> bound.stuck().runaway()))
                        .stream())
                .toList();
    }

    @Override
    public void close() {
        for (AutoCloseable gauge : gauges) {
            try {
                gauge.close();
            } catch (Exception e) {
                throw new IllegalStateException("Could not remove a metric", e);
            }
        }
    }

    private AutoCloseable gauge(Metrics metrics, String name, String help, ToDoubleFunction<Bound> figure) {
        return metrics.gauges("patchbay_connector_" + name, help, "connector", () -> {
            Map<String, Double> values = new LinkedHashMap<>();
            bounds.forEach((owner, bound) -> values.put(owner, figure.applyAsDouble(bound)));
            return values;
        });
    }
}
