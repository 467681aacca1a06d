package io.patchbay.spi.metrics;

import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Registers metrics. Names follow the conventions of Prometheus, for example {@code patchbay_…_total} or {@code …_seconds}. A
 * second registration of a counter or timer returns the existing object. A second registration of a gauge replaces the gauge. Any
 * thread may call any method. The methods throw {@link IllegalArgumentException} if the name is already registered with a different
 * kind or different labels.
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
     * @param value the supplier of the value. The server calls the supplier each time it reads the metrics, on the
     *     thread that reads the metrics. The supplier must be fast and must not throw an exception.
     * @return an object that removes the gauge when it is closed
     */
    AutoCloseable gauge(String name, String help, DoubleSupplier value);

    /**
     * Registers a gauge with one value for each value of a label.
     *
     * @param values the supplier of a map from each label value to the value of the gauge. The rules for the supplier
     *     of {@link #gauge} apply. Use few label values, and never use unchecked input of a client as a label value.
     * @return an object that removes the gauge when it is closed
     */
    AutoCloseable gauges(String name, String help, String label, Supplier<Map<String, Double>> values);

    /** A number that only increases. Any thread may use a counter without a lock. */
    @ProviderType
    interface Counter {
        /**
         * Increments the counter by one.
         *
         * @param labelValues the label values in the order of the labels. Use few distinct values, and never use unchecked input of
         *     a client.
         */
        void increment(String... labelValues);
    }

    /** A distribution of durations. Any thread may use a timer without a lock. */
    @ProviderType
    interface Timer {
        /**
         * Records one duration.
         *
         * @param labelValues the label values, with the same rules as in {@link Counter#increment}
         */
        void observe(long nanos, String... labelValues);
    }
}
