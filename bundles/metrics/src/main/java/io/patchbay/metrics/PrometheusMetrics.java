package io.patchbay.metrics;

import io.patchbay.spi.metrics.Metrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts with the Prometheus client. One for the server's life: a part that comes again finds its figures where it left them. */
@Component(
        immediate = true,
        service = {Metrics.class, PrometheusMetrics.class})
public final class PrometheusMetrics implements Metrics {

    private static final Logger log = LoggerFactory.getLogger(PrometheusMetrics.class);
    private static final double[] SECONDS = {
        0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
    };
    private static final double NANOS = 1e-9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<String, Figure> figures = new ConcurrentHashMap<>();
    private final Map<String, Gauge> gauges = new ConcurrentHashMap<>();

    @Activate
    public PrometheusMetrics(BundleContext context) {
        this(String.valueOf(context.getProperty("patchbay.version")));
    }

    PrometheusMetrics(String version) {
        new JvmFigures().register(registry);
        GaugeWithCallback.builder()
                .name("patchbay_build_info")
                .help("Which version this is.")
                .labelNames("version")
                .callback(callback -> callback.call(1, version))
                .register(registry);
    }

    @Override
    public Counter counter(String name, String help, String... labels) {
        return figure(Counting.class, name, labels, known -> new Counting(counting(name, help, labels)));
    }

    @Override
    public Timer timer(String name, String help, String... labels) {
        return figure(Timing.class, name, labels, known -> new Timing(timing(name, help, labels)));
    }

    /** Registering a name again puts the new value in its place; the old handle does nothing then. */
    @Override
    public AutoCloseable gauge(String name, String help, DoubleSupplier value) {
        return register(
                name,
                new Gauge(GaugeWithCallback.builder()
                        .name(name)
                        .help(help)
                        .callback(callback -> show(name, () -> callback.call(value.getAsDouble())))
                        .build()));
    }

    @Override
    public AutoCloseable gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
        return register(
                name,
                new Gauge(GaugeWithCallback.builder()
                        .name(name)
                        .help(help)
                        .labelNames(label)
                        .callback(callback ->
                                show(name, () -> values.get().forEach((value, figure) -> callback.call(figure, value))))
                        .build()));
    }

    PrometheusRegistry registry() {
        return registry;
    }

    /** One value that cannot be had, say of a part that is about to go, hides no other. */
    private static void show(String name, Runnable values) {
        try {
            values.run();
        } catch (RuntimeException e) {
            log.debug("{} could not be read", name, e);
        }
    }

    private AutoCloseable register(String name, Gauge gauge) {
        synchronized (gauges) {
            Gauge before = gauges.get(name);
            if (before != null) {
                registry.unregister(before.collector);
            }
            registry.register(gauge.collector);
            gauges.put(name, gauge);
        }
        return () -> remove(name, gauge);
    }

    private void remove(String name, Gauge gauge) {
        synchronized (gauges) {
            if (gauges.remove(name, gauge)) {
                registry.unregister(gauge.collector);
            }
        }
    }

    private <T> T figure(Class<T> type, String name, String[] labels, Function<String, T> make) {
        Figure figure = figures.computeIfAbsent(name, key -> new Figure(make.apply(key), List.of(labels)));
        if (!type.isInstance(figure.figure) || !figure.labels.equals(List.of(labels))) {
            throw new IllegalArgumentException(name + " is registered already, as something else");
        }
        return type.cast(figure.figure);
    }

    private LabelSets<CounterDataPoint> counting(String name, String help, String[] labels) {
        var counter = io.prometheus.metrics.core.metrics.Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
        return new LabelSets<>(labels.length, counter::labelValues);
    }

    private LabelSets<DistributionDataPoint> timing(String name, String help, String[] labels) {
        Histogram histogram = Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .withoutExemplars()
                .register(registry);
        return new LabelSets<>(labels.length, histogram::labelValues);
    }

    private record Figure(Object figure, List<String> labels) {}

    private record Gauge(GaugeWithCallback collector) {}

    private record Counting(LabelSets<CounterDataPoint> points) implements Counter {
        @Override
        public void increment(String... labelValues) {
            points.of(labelValues).inc();
        }
    }

    private record Timing(LabelSets<DistributionDataPoint> points) implements Timer {
        @Override
        public void observe(long nanos, String... labelValues) {
            points.of(labelValues).observe(nanos * NANOS);
        }
    }
}
