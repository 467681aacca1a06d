package io.patchbay.spi.metrics;

import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Registers figures (Prometheus names: {@code patchbay_…_total}, {@code …_seconds}). Registering a counter or timer again gives the
 * same one; a gauge takes the place of the one of its name. Any thread. A name that is taken by another kind of figure, or by other
 * labels, is an {@link IllegalArgumentException}.
 */
@ProviderType
public interface Metrics {

    /** A count that only grows. */
    Counter counter(String name, String help, String... labels);

    /** How long something took. */
    Timer timer(String name, String help, String... labels);

    /** A value read at each look, on the thread of whoever looks: fast, never throwing. The returned handle takes it away. */
    AutoCloseable gauge(String name, String help, DoubleSupplier value);

    /**
     * Values read as {@link #gauge}'s, one for each value of a label; the returned handle takes them away.
     *
     * @param values by the label's value; few, never from a client unchecked
     */
    AutoCloseable gauges(String name, String help, String label, Supplier<Map<String, Double>> values);

    /** A count that only grows. Any thread, no lock. */
    @ProviderType
    interface Counter {
        /** @param labelValues in the order of the labels' names; few distinct ones, never from a client unchecked */
        void increment(String... labelValues);
    }

    /** How long something took. Any thread, no lock. */
    @ProviderType
    interface Timer {
        /** @param labelValues as {@link Counter#increment}'s */
        void observe(long nanos, String... labelValues);
    }
}
