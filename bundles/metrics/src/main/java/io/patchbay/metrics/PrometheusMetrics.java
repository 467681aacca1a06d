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

/**
 * Keeps the metrics in the Prometheus client library until the server stops. If a bundle restarts, its counters keep
 * their values.
 */
@Component(
        immediate = true,
        service = {Metrics.class, PrometheusMetrics.class})
public final class PrometheusMetrics implements Metrics {

    private static final Logger log = LoggerFactory.getLogger(PrometheusMetrics.class);
    private static final double[] BUCKET_BOUNDS_SECONDS = {
        0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
    };
    private static final double SECONDS_PER_NANO = 1e-9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
    private final Map<String, Gauge> gauges = new ConcurrentHashMap<>();

    @Activate
    public PrometheusMetrics(BundleContext context) {
        this(String.valueOf(context.getProperty("patchbay.version")));
    }

    PrometheusMetrics(String version) {
        new JvmMetrics().register(registry);
        GaugeWithCallback.builder()
                .name("patchbay_build_info")
                .help("The version of the server, as a label.")
                .labelNames("version")
                .callback(callback -> callback.call(1, version))
                .register(registry);
    }

    @Override
    public Counter counter(String name, String help, String... labels) {
        return metric(Counting.class, name, labels, key -> new Counting(registerCounter(name, help, labels)));
    }

    @Override
    public Timer timer(String name, String help, String... labels) {
        return metric(Timing.class, name, labels, key -> new Timing(registerHistogram(name, help, labels)));
    }

    /**
     * Registers a gauge. A second registration of a name replaces the first registration, and the handle of the first registration
     * then has no effect.
     */
    @Override
    public AutoCloseable gauge(String name, String help, DoubleSupplier value) {
        return replaceGauge(
                name,
                new Gauge(GaugeWithCallback.builder()
                        .name(name)
                        .help(help)
                        .callback(callback -> reportSafely(name, () -> callback.call(value.getAsDouble())))
                        .build()));
    }

    @Override
    public AutoCloseable gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
        return replaceGauge(
                name,
                new Gauge(GaugeWithCallback.builder()
                        .name(name)
                        .help(help)
                        .labelNames(label)
                        .callback(callback -> reportSafely(
                                name,
                                () -> values.get().forEach((labelValue, value) -> callback.call(value, labelValue))))
                        .build()));
    }

    PrometheusRegistry registry() {
        return registry;
    }

    /**
     * Reports a metric. If the value cannot be read, for example because its bundle is stopping, the other metrics are
     * still reported.
     */
    private static void reportSafely(String name, Runnable report) {
        try {
            report.run();
        } catch (RuntimeException e) {
            log.debug("Could not read the metric {}", name, e);
        }
    }

    private AutoCloseable replaceGauge(String name, Gauge gauge) {
        synchronized (gauges) {
            Gauge previous = gauges.get(name);
            if (previous != null) {
                registry.unregister(previous.collector);
            }
            registry.register(gauge.collector);
            gauges.put(name, gauge);
        }
        return () -> removeGauge(name, gauge);
    }

    private void removeGauge(String name, Gauge gauge) {
        synchronized (gauges) {
            if (gauges.remove(name, gauge)) {
                registry.unregister(gauge.collector);
            }
        }
    }

    private <T> T metric(Class<T> type, String name, String[] labels, Function<String, T> make) {
        Metric metric = metrics.computeIfAbsent(name, key -> new Metric(make.apply(key), List.of(labels)));
        if (!type.isInstance(metric.handle) || !metric.labels.equals(List.of(labels))) {
            throw new IllegalArgumentException(
                    "The metric " + name + " is already registered with another kind or other labels");
        }
        return type.cast(metric.handle);
    }

    private LabelSets<CounterDataPoint> registerCounter(String name, String help, String[] labels) {
        var counter = io.prometheus.metrics.core.metrics.Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
        return new LabelSets<>(labels.length, counter::labelValues);
    }

    private LabelSets<DistributionDataPoint> registerHistogram(String name, String help, String[] labels) {
        Histogram histogram = Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(BUCKET_BOUNDS_SECONDS)
                .withoutExemplars()
                .register(registry);
        return new LabelSets<>(labels.length, histogram::labelValues);
    }

    private record Metric(Object handle, List<String> labels) {}

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
            points.of(labelValues).observe(nanos * SECONDS_PER_NANO);
        }
    }
}
