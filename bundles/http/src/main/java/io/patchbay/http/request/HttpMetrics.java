package io.patchbay.http.request;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.spi.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts answers, connections and streams while a {@link Metrics} service is present. */
public final class HttpMetrics {

    private static final Logger log = LoggerFactory.getLogger(HttpMetrics.class);
    private static final Metrics.Counter NO_COUNTER = labels -> {};
    private static final String[][] STATUS_CLASSES = {{"0xx"}, {"1xx"}, {"2xx"}, {"3xx"}, {"4xx"}, {"5xx"}};

    @GuardedBy("this")
    private final List<AutoCloseable> gauges = new ArrayList<>();

    private volatile Metrics.Counter answers = NO_COUNTER;

    /** Counts one answer by the class of its status code. */
    public void countResponse(int status) {
        answers.increment(STATUS_CLASSES[status >= 100 && status < 600 ? status / 100 : 0]);
    }

    /** Starts counting with this service. The service replaces any earlier service. */
    public synchronized void bind(Metrics metrics, DoubleSupplier connections, DoubleSupplier streams) {
        unbind();
        answers = metrics.counter("patchbay_http_responses_total", "Number of HTTP answers by status class.", "status");
        gauges.add(metrics.gauge("patchbay_http_connections", "Number of open HTTP connections.", connections));
        gauges.add(metrics.gauge("patchbay_http_streams", "Number of open event streams.", streams));
    }

    /** Stops counting. */
    public synchronized void unbind() {
        answers = NO_COUNTER;
        for (AutoCloseable gauge : gauges) {
            try {
                gauge.close();
            } catch (Exception e) {
                log.warn("Could not remove a gauge", e);
            }
        }
        gauges.clear();
    }
}
