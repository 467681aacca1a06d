package io.patchbay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.spi.web.Route;
import io.patchbay.spi.web.WebAnswer;
import io.patchbay.spi.web.WebHeaders;
import io.patchbay.spi.web.WebRequest;
import io.patchbay.spi.web.WebSender;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Before;
import org.junit.Test;

public final class MetricsPageTest {

    private final PrometheusMetrics metrics = new PrometheusMetrics("1.2.3");
    private final MetricsPage page = new MetricsPage(metrics);

    @Before
    public void count() {
        metrics.counter("patchbay_calls_total", "Calls.", "tool").increment("clock_now");
    }

    @Test
    public void returnsThePrometheusTextFormat() throws Exception {
        WebAnswer answer = read("*/*");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.headers().first("Vary")).hasValue("Accept");
        assertThat(text(answer))
                .contains("patchbay_calls_total{tool=\"clock_now\"} 1.0")
                .doesNotContain("# EOF");
    }

    @Test
    public void returnsOpenMetricsIfTheClientAcceptsIt() throws Exception {
        WebAnswer answer = read("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

        assertThat(answer.headers().first("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(text(answer))
                .contains("patchbay_calls_total{tool=\"clock_now\"} 1.0")
                .endsWith("# EOF\n");
    }

    @Test
    public void isReadByOperatorsOnlyAndNotByWebPages() {
        Route route = page.routes().get(0);

        assertThat(page.routes()).hasSize(1);
        assertThat(page.base() + route.path()).isEqualTo("/metrics");
        assertThat(route.methods()).isEqualTo(Set.of("GET"));
        assertThat(route.access()).isEqualTo(Route.Access.OPERATOR);
        assertThat(route.writes()).isFalse();
        assertThat(route.readableByPages()).isFalse();
    }

    private WebAnswer read(String accept) throws Exception {
        WebRequest request = new WebRequest(
                "GET",
                "/metrics",
                Optional.empty(),
                WebHeaders.NONE.with("accept", accept),
                new WebSender(InetAddress.getLoopbackAddress(), true, List.of()));
        return page.routes().get(0).handler().handle(request);
    }

    private static String text(WebAnswer answer) {
        return new String(((WebAnswer.Bytes) answer.body()).bytes(), StandardCharsets.UTF_8);
    }
}
