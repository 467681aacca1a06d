package io.patchbay.spi.metrics;

import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Registers metrics. Names follow Prometheus: {@code patchbay_…_total}, {@code …_seconds}. Registering a counter or timer again
 * returns the same object; registering a gauge again replaces it. All methods may be called on any thread. They throw
 * {@link IllegalArgumentException} if the name is registered as another kind of metric or with other labels.
 */
@ProviderType
public interface Metrics {

    /** Returns a counter, which only increases. */
    Counter counter(String name, String help, String... labels);

    /** Returns a timer, which measures durations. */
    Timer timer(String name, String help, String... labels);

    /**
     * Registers a gauge.
     *
     * @param value called each time the metrics are read, on the reading thread; must be fast and must not throw
     * @return closes to remove the gauge
     */
    AutoCloseable gauge(String name, String help, DoubleSupplier value);

    /**
     * Registers a gauge with one value for each value of a label.
     *
     * @param values called like the value of {@link #gauge}; returns the values by label value. Keep label values few, and never take
     *     them from a client unchecked.
     * @return closes to remove the gauge
     */
    AutoCloseable gauges(String name, String help, String label, Supplier<Map<String, Double>> values);

    /** A number that only increases. May be used on any thread, without a lock. */
    @ProviderType
    interface Counter {
        /**
         * Increments the counter by one.
         *
         * @param labelValues in the order of the labels; keep distinct values few, and never take them from a client unchecked
         */
        void increment(String... labelValues);
    }

    /** A distribution of durations. May be used on any thread, without a lock. */
    @ProviderType
    interface Timer {
        /**
         * Records one duration.
         *
         * @param labelValues as for {@link Counter#increment}
         */
        void observe(long nanos, String... labelValues);
    }
}
