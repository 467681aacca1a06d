package io.patchbay.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.spi.metrics.Metrics;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;

public final class PrometheusMetricsTest {

    private final PrometheusMetrics metrics = new PrometheusMetrics("1.2.3");

    @Test
    public void countsByLabels() throws Exception {
        Metrics.Counter calls = metrics.counter("patchbay_calls_total", "Calls.", "tool", "outcome");

        calls.increment("clock_now", "ok");
        calls.increment("clock_now", "ok");
        calls.increment("clock_now", "failed");

        assertThat(shown())
                .contains("patchbay_calls_total{outcome=\"ok\",tool=\"clock_now\"} 2.0")
                .contains("patchbay_calls_total{outcome=\"failed\",tool=\"clock_now\"} 1.0");
    }

    @Test
    public void showsTheVersionOfTheServer() throws Exception {
        assertThat(shown()).contains("patchbay_build_info{version=\"1.2.3\"} 1.0");
    }

    @Test
    public void countsWithoutLabels() throws Exception {
        metrics.counter("patchbay_starts_total", "Starts.").increment();

        assertThat(shown()).contains("patchbay_starts_total 1.0");
    }

    @Test
    public void showsValuesByALabelUntilTheirHandleCloses() throws Exception {
        Map<String, Double> values = new HashMap<>(Map.of("a.jar", 1.0));
        AutoCloseable handle = metrics.gauges("patchbay_connector_calls", "Calls.", "connector", () -> values);
        assertThat(shown()).contains("patchbay_connector_calls{connector=\"a.jar\"} 1.0");

        values.put("b.jar", 2.0);
        assertThat(shown()).contains("patchbay_connector_calls{connector=\"b.jar\"} 2.0");

        handle.close();
        assertThat(shown()).doesNotContain("patchbay_connector_calls");
    }

    @Test
    public void recordsTimesInSeconds() throws Exception {
        metrics.timer("patchbay_call_seconds", "How long calls take.", "tool").observe(1_500_000_000L, "clock_now");

        assertThat(shown())
                .contains("patchbay_call_seconds_sum{tool=\"clock_now\"} 1.5")
                .contains("patchbay_call_seconds_bucket{tool=\"clock_now\",le=\"1.0\"} 0")
                .contains("patchbay_call_seconds_bucket{tool=\"clock_now\",le=\"2.5\"} 1");
    }

    @Test
    public void returnsTheSameMetricForTheSameName() throws Exception {
        metrics.counter("patchbay_calls_total", "Calls.", "tool").increment("a");
        metrics.counter("patchbay_calls_total", "Calls.", "tool").increment("a");

        assertThat(shown()).contains("patchbay_calls_total{tool=\"a\"} 2.0");
    }

    @Test
    public void refusesANameOfAnotherKindOrWithOtherLabels() {
        metrics.counter("patchbay_calls_total", "Calls.", "tool");

        assertThatThrownBy(() -> metrics.timer("patchbay_calls_total", "Calls.", "tool"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> metrics.counter("patchbay_calls_total", "Calls.", "outcome"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void refusesValuesThatDoNotMatchTheLabels() {
        Metrics.Counter calls = metrics.counter("patchbay_calls_total", "Calls.", "tool");

        assertThatThrownBy(calls::increment).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> calls.increment("a", "b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void showsAGaugeUntilItsHandleCloses() throws Exception {
        AutoCloseable handle = metrics.gauge("patchbay_streams", "Open streams.", () -> 7);

        assertThat(shown()).contains("patchbay_streams 7.0");
        handle.close();
        assertThat(shown()).doesNotContain("patchbay_streams");
    }

    @Test
    public void keepsANewGaugeWhenTheOldHandleCloses() throws Exception {
        AutoCloseable old = metrics.gauge("patchbay_streams", "Open streams.", () -> 7);
        metrics.gauge("patchbay_streams", "Open streams.", () -> 8);

        old.close();

        assertThat(shown()).contains("patchbay_streams 8.0");
    }

    @Test
    public void mergesTooManyLabelSetsIntoOne() throws Exception {
        Metrics.Counter calls = metrics.counter("patchbay_calls_total", "Calls.", "tool", "outcome");

        for (int i = 0; i < 12_000; i++) {
            calls.increment("tool" + i, "ok");
        }

        String shown = shown();
        assertThat(shown.lines().filter(line -> line.startsWith("patchbay_calls_total{")))
                .hasSize(LabelSets.MAX_LABEL_SETS);
        assertThat(shown).contains("patchbay_calls_total{outcome=\"other\",tool=\"other\"} 2001.0");
    }

    @Test
    public void losesNoCountUnderThreads() throws Exception {
        Metrics.Counter calls = metrics.counter("patchbay_calls_total", "Calls.", "tool");
        CountDownLatch done = new CountDownLatch(8);

        for (int i = 0; i < 8; i++) {
            new Thread(() -> {
                        for (int n = 0; n < 10_000; n++) {
                            calls.increment("tool" + n % 3);
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();

        assertThat(shown()).contains("tool0\"} 26672.0", "tool1\"} 26664.0", "tool2\"} 26664.0");
    }

    @Test
    public void escapesCharactersThatBreakALine() throws Exception {
        metrics.counter("patchbay_calls_total", "Calls.", "tool").increment("a\"b\\c\nd");

        assertThat(shown()).contains("patchbay_calls_total{tool=\"a\\\"b\\\\c\\nd\"} 1.0");
    }

    @Test
    public void showsMetricsOfTheJvm() throws Exception {
        assertThat(shown())
                .contains(
                        "jvm_memory_used_bytes{area=\"heap\"} ",
                        "jvm_gc_collections_total{gc=",
                        "jvm_threads_current ",
                        "process_cpu_seconds_total ",
                        "process_uptime_seconds ",
                        "jvm_runtime_info{");
    }

    @Test
    public void showsOtherMetricsWhenOneCannotBeRead() throws Exception {
        metrics.gauge("patchbay_streams", "Open streams.", () -> {
            throw new IllegalStateException("gone");
        });
        metrics.gauges("patchbay_connector_calls", "Calls.", "connector", () -> {
            throw new IllegalStateException("gone");
        });
        metrics.gauge("patchbay_connections", "Open connections.", () -> 7);

        assertThat(shown()).contains("patchbay_connections 7.0").doesNotContain("patchbay_streams 7");
    }

    private String shown() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, metrics.registry().scrape());
        return out.toString(StandardCharsets.UTF_8);
    }
}
