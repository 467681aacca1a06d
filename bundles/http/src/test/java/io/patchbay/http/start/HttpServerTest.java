package io.patchbay.http.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.http.Http2Client;
import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.http.Wait;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.metrics.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HttpServerTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void saysWhereItListensWhileItDoes() throws Exception {
        Path file = folder.getRoot().toPath().resolve("http.port");
        HttpServer server = new HttpServer(
                TestServer.TestSettings.standard().build(),
                Optional.of(folder.getRoot().toPath()));
        server.start();
        int port = server.port().orElseThrow();

        String here = "http://127.0.0.1:" + port;
        assertThat(file)
                .hasContent("{\"host\":\"127.0.0.1\",\"port\":" + port + ",\"url\":\"" + here + "\",\"local\":\"" + here
                        + "\"}");
        server.stop();
        assertThat(folder.getRoot()).isEmptyDirectory();
        server.stop();
    }

    @Test
    public void waitsForAPortThatIsTaken() throws Exception {
        HttpServer server;
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            server = new HttpServer(
                    TestServer.TestSettings.standard().withPort(port).build(), Optional.empty());
            server.start();

            assertThat(server.port()).isEmpty();
            assertThat(server.problems()).anySatisfy(problem -> {
                assertThat(problem.severity()).isEqualTo(Problem.Severity.NOT_READY);
                assertThat(problem.message()).contains("Port " + port, "127.0.0.1", "io.patchbay.http.cfg.json");
            });
        }

        Wait.untilTrue(() -> server.port().isPresent());
        assertThat(server.port()).contains(port);
        assertThat(server.problems()).noneMatch(problem -> problem.message().contains("Port"));
        server.stop();
    }

    @Test
    public void changesSettingsWithoutDroppingAStream() throws Exception {
        try (TestServer server = new TestServer();
                RawClient client = server.connect()) {
            server.dispatcher.then = exchange -> exchange.stream(List.of());
            client.send(server.get("/mcp", TestServer.KEY));
            client.readHead();
            int port = server.port();

            server.server.modified(TestServer.TestSettings.standard()
                    .withMost(100, 1, 1)
                    .withHeartbeat(Duration.ofMillis(50))
                    .build());

            assertThat(client.readChunk()).isEqualTo(": keep-alive\n\n");
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.send(server.get("/mcp", TestServer.KEY)).status()).isEqualTo(503);
        }
    }

    @Test
    public void opensAnotherPortWhenItIsChanged() throws Exception {
        int other = free();
        try (TestServer server = new TestServer();
                RawClient client = server.connect()) {
            server.dispatcher.then = exchange -> {};
            client.send(server.post("{}"));
            Exchange running = Wait.until(server.dispatcher.seen::peek);

            server.server.modified(
                    TestServer.TestSettings.standard().withPort(other).build());

            assertThat(server.port()).isEqualTo(other);
            assertThat(server.send(server.get("/healthz")).status()).isEqualTo(200);
            running.send(Reply.json(200, "{}".getBytes(StandardCharsets.UTF_8)));
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.closed()).isTrue();
        }
    }

    @Test
    public void keepsTheStreamsOfThePortItLeaves() throws Exception {
        int other = free();
        try (TestServer server =
                        new TestServer(TestServer.TestSettings.standard().withStop(Duration.ZERO));
                RawClient client = server.connect()) {
            server.dispatcher.then = exchange -> exchange.stream(List.of());
            client.send(server.get("/mcp", TestServer.KEY));
            client.readHead();
            int former = server.port();

            server.server.modified(TestServer.TestSettings.standard()
                    .withStop(Duration.ZERO)
                    .withPort(other)
                    .withHeartbeat(Duration.ofMillis(50))
                    .build());

            assertThat(client.readChunk()).isEqualTo(": keep-alive\n\n");
            Wait.untilTrue(() -> refuses(former));
            assertThat(client.readChunk()).isEqualTo(": keep-alive\n\n");
            assertThat(server.send(server.get("/healthz")).status()).isEqualTo(200);
        }
    }

    @Test
    public void staysWhereItIsUntilTheNewPortIsFree() throws Exception {
        try (TestServer server = new TestServer()) {
            int before = server.port();
            int port;
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = taken.getLocalPort();

                server.server.modified(
                        TestServer.TestSettings.standard().withPort(port).build());

                assertThat(server.port()).isEqualTo(before);
                assertThat(server.send(server.get("/healthz")).status()).isEqualTo(200);
                assertThat(server.server.problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.severity()).isEqualTo(Problem.Severity.DEGRADED);
                    assertThat(problem.message())
                            .contains("Port " + port, "The server still listens on http://127.0.0.1:" + before);
                });
            }
            Wait.untilTrue(() -> server.port() == port);
            assertThat(server.server.problems()).isEmpty();
        }
    }

    @Test
    public void forgetsANewPortThatCannotBeOpenedWhenTheOldOneIsWantedAgain() throws Exception {
        try (TestServer server = new TestServer();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int before = server.port();
            server.server.modified(TestServer.TestSettings.standard()
                    .withPort(taken.getLocalPort())
                    .build());

            server.server.modified(TestServer.TestSettings.standard().build());

            assertThat(server.server.problems()).isEmpty();
            assertThat(server.port()).isEqualTo(before);
        }
    }

    @Test
    public void letsRunningCallsFinishAndEndsStreamsThatListenWhenItStops() throws Exception {
        TestServer server = new TestServer(TestServer.TestSettings.standard().withStop(Duration.ofSeconds(20)));
        server.dispatcher.then = exchange -> {
            if (exchange.method().equals("GET")) {
                exchange.stream(List.of());
            }
        };
        try (RawClient calling = server.connect();
                RawClient listening = server.connect()) {
            listening.send(server.get("/mcp", TestServer.KEY));
            listening.readHead();
            calling.send(server.post("{}"));
            Wait.untilTrue(() -> server.dispatcher.seen.size() == 2);
            Exchange call = server.dispatcher.seen.stream()
                    .filter(exchange -> exchange.method().equals("POST"))
                    .findAny()
                    .orElseThrow();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);

            assertThat(listening.readChunk()).isEmpty();
            assertThat(stopped).isNotDone();
            call.send(Reply.json(200, "{}".getBytes(StandardCharsets.UTF_8)));
            assertThat(calling.read().status()).isEqualTo(200);
            stopped.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    public void doesNotWaitForeverWhenItStops() throws Exception {
        TestServer server = new TestServer();
        server.dispatcher.then = exchange -> {};
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            Wait.until(server.dispatcher.seen::peek);

            server.close();

            assertThat(client.read().status()).isEqualTo(0);
        }
    }

    @Test
    public void speaksHttp2WithoutTls() throws Exception {
        try (TestServer server = new TestServer()) {
            try (Http2Client client = new Http2Client(server.port())) {
                Map<String, String> headers =
                        Map.of("authorization", "Bearer k1:secret", "content-type", "application/json");
                for (int count = 0; count < 3; count++) {
                    assertThat(client.ask("POST", "/mcp", headers, "{\"a\":1}"))
                            .isEqualTo(new Http2Client.Answer(200, "{}"));
                }
                assertThat(new String(server.dispatcher.seen.element().body(), StandardCharsets.UTF_8))
                        .isEqualTo("{\"a\":1}");
                Http2Client.Answer foreign =
                        client.ask("GET", "/healthz", Map.of("origin", "https://evil.example"), "");
                assertThat(foreign.body()).contains("origin").startsWith("{\"error\"");
            }
        }
    }

    @Test
    public void letsACallOverHttp2RunLongerThanAConnectionMayBeSilent() throws Exception {
        try (TestServer server =
                new TestServer(TestServer.TestSettings.standard().withIdle(Duration.ofMillis(200)))) {
            Http2Client client = new Http2Client(server.port());
            server.dispatcher.then = exchange -> {};
            client.begin("GET", "/mcp", Map.of("authorization", "Bearer k1:secret"), "");
            Exchange exchange = Wait.until(server.dispatcher.seen::peek);
            long until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            Wait.untilTrue(() -> System.nanoTime() > until);

            exchange.send(Reply.json(200, "{}".getBytes(StandardCharsets.UTF_8)));

            assertThat(client.read()).isEqualTo(new Http2Client.Answer(200, "{}"));
            client.close();
        }
    }

    @Test
    public void countsConnectionsStreamsAndAnswers() throws Exception {
        Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        try (TestServer server = new TestServer();
                RawClient client = server.connect()) {
            server.server.startMetrics(new FakeMetrics(gauges, answers));
            server.send(server.post("{}"));
            server.send(server.get("/nothing"));
            server.dispatcher.then = exchange -> exchange.stream(List.of());
            client.send(server.get("/mcp", TestServer.KEY));
            client.readHead();

            assertThat(answers).containsExactlyInAnyOrderEntriesOf(Map.of("2xx", 2, "4xx", 1));
            assertThat(gauges.get("patchbay_http_streams").getAsDouble()).isEqualTo(1);
            assertThat(gauges.get("patchbay_http_connections").getAsDouble()).isGreaterThanOrEqualTo(1);
            server.server.stopMetrics();
            assertThat(gauges).isEmpty();
        }
    }

    private static int free() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static boolean refuses(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }

    /** Keeps the metrics for tests. */
    private record FakeMetrics(Map<String, DoubleSupplier> gauges, Map<String, Integer> answers) implements Metrics {
        @Override
        public Counter counter(String name, String help, String... labels) {
            return values -> answers.merge(values[0], 1, Integer::sum);
        }

        @Override
        public Timer timer(String name, String help, String... labels) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public AutoCloseable gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
            throw new AssertionError(name);
        }

        @Override
        public AutoCloseable gauge(String name, String help, DoubleSupplier value) {
            gauges.put(name, value);
            return () -> gauges.remove(name);
        }
    }
}
