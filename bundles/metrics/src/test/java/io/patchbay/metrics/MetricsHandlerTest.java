package io.patchbay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public final class MetricsHandlerTest {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final PrometheusMetrics metrics = new PrometheusMetrics("1.2.3");

    @Before
    public void start() throws Exception {
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(new MetricsHandler(metrics));
        server.start();
        metrics.counter("patchbay_calls_total", "Calls.", "tool").increment("clock_now");
    }

    @After
    public void stop() throws Exception {
        server.stop();
    }

    @Test
    public void returnsThePrometheusTextFormat() throws Exception {
        HttpResponse<String> response = send("GET", "*/*");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body())
                .contains("patchbay_calls_total{tool=\"clock_now\"} 1.0")
                .doesNotContain("# EOF");
    }

    @Test
    public void returnsOpenMetricsIfTheClientAcceptsIt() throws Exception {
        HttpResponse<String> response = send("GET", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(response.body())
                .contains("patchbay_calls_total{tool=\"clock_now\"} 1.0")
                .endsWith("# EOF\n");
    }

    @Test
    public void answersHeadWithoutABody() throws Exception {
        HttpResponse<String> response = send("HEAD", "*/*");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    public void refusesOtherMethods() throws Exception {
        HttpResponse<String> response = send("POST", "*/*");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    private HttpResponse<String> send(String method, String accept) throws Exception {
        URI uri = URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort() + "/metrics");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Accept", accept)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
