package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What operators see of a running server, with something in its folders that is not as it should be. */
public class OperatorsTest {

    private static final int NOT_RUNNING = 3;

    private static Installation installation;
    private static Server server;
    private static ModernClient client;

    @Rule
    public final Timeout timeout = Timeout.seconds(60);

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        installation = new Installation("operators");
        String key = installation.key("tester");
        installation.operator();
        installation.deploy("conformance");
        installation.deploy("clock");
        Files.writeString(installation.deploy().resolve("broken.jar"), "no jar at all");
        Files.writeString(installation.config().resolve("io.patchbay.protocol.cfg.json"), "{\"pageSize\": [");
        server = installation.start(Jdk.all().get(0));
        client = McpClient.modern(server.endpoint(), key);
    }

    @AfterClass
    public static void stop() {
        server.close();
    }

    @Test
    public void isHealthyAndReady() throws IOException, InterruptedException {
        assertThat(page("/healthz").statusCode()).isEqualTo(200);
        assertThat(page("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    public void saysWhichFileIsWrongAndWhy() throws IOException, InterruptedException {
        assertThat(server.page("/readyz")).contains("broken.jar").contains("io.patchbay.protocol.cfg.json");
        assertThat(page("/readyz").body()).isEqualTo("{\"ready\":true}");
        assertThat(server.cli("status").out()).contains("broken.jar").contains("io.patchbay.protocol.cfg.json");
        assertThat(server.console()).contains("broken.jar").contains("io.patchbay.protocol.cfg.json");
    }

    /** What has no usable settings runs on its defaults, which are safe. */
    @Test
    public void servesWhatIsInOrderAllTheSame() throws IOException, InterruptedException {
        assertThat(client.tools()).contains("test_simple_text", "clock_current_time");
        assertThat(client.call("test_trigger_resource_change").failed()).isTrue();
    }

    @Test
    public void countsCallsByToolAndOutcome() throws IOException, InterruptedException {
        client.call("clock_current_time");
        client.call("no_such_tool_of_a_client_s_making");

        String figures = server.page("/metrics");

        assertThat(figures.lines().filter(line -> line.contains("clock_current_time")))
                .isNotEmpty();
        assertThat(figures).doesNotContain("no_such_tool_of_a_client_s_making");
    }

    /** Operators' reads are on record like any other; probes without a key are not. */
    @Test
    public void recordsWhatOperatorsRead() throws IOException, InterruptedException {
        server.page("/metrics");
        page("/healthz");

        await().untilAsserted(() -> assertThat(Trail.of(installation).lines())
                .anySatisfy(line -> {
                    assertThat(line.path("method").asText()).isEqualTo("http/GET");
                    assertThat(line.path("targetKind").asText()).isEqualTo("route");
                    assertThat(line.path("target").asText()).isEqualTo("/metrics");
                    assertThat(line.path("caller").asText()).isEqualTo("operator");
                    assertThat(line.path("decision").asText()).isEqualTo("allow");
                    assertThat(line.path("outcome").asText()).isEqualTo("ok");
                })
                .noneMatch(line -> line.path("target").asText().equals("/healthz")));
    }

    @Test
    public void showsLogAndTrail() throws IOException, InterruptedException {
        client.call("clock_current_time");

        assertThat(server.cli("logs").out()).contains("clock_current_time");
        assertThat(server.cli("audit", "verify").out()).contains("The trail is complete");
    }

    @Test
    public void tellsWhenThereIsNoServer() throws IOException, InterruptedException {
        Installation other = new Installation("operators");

        Installation.Cli status = other.cli(Jdk.all().get(0), "status");

        assertThat(status.exit()).isEqualTo(NOT_RUNNING);
        assertThat(status.err()).contains("not running").doesNotContain("Exception");
    }

    private static HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return new Http(server.endpoint(), "").page(path);
    }
}
