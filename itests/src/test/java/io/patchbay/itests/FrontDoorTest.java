package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What strangers can do at the door: through real proxies, and with many connections. */
public class FrontDoorTest {

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String SETTINGS = "HTTP2-Settings: AAMAAABkAAQAAP__\r\n";
    private static final int LIMIT = 20;

    private static Installation installation;
    private static Server server;
    private static Recorder recorder;
    private static Proxies proxies;
    private static String key;
    private static String other;
    private static String operator;

    @Rule
    public final Timeout timeout = Timeout.seconds(60);

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        installation = new Installation("door");
        key = installation.key("tester", Map.of("effect", "write"));
        other = installation.key("other");
        operator = "Authorization: Bearer " + installation.operator() + "\r\n";
        installation.setting("io.patchbay.identity", Installation.ANYBODY);
        installation.deploy("clock");
        server = installation.start(Jdk.all().get(0));
        recorder = new Recorder();
        proxies = new Proxies(installation.root(), server.endpoint().getPort(), recorder.port());
    }

    @AfterClass
    public static void stop() throws IOException {
        if (proxies != null) {
            proxies.close();
        }
        recorder.close();
        server.close();
    }

    @After
    public void asItWas() throws IOException {
        set(Map.of());
        awaitLocal();
    }

    /** The proxies would tunnel: so the server must not take the offer. */
    @Test
    public void theProxiesPassOnAnUpgradeAndWhatFollows() throws Exception {
        for (int proxy : List.of(proxies.haproxy(), proxies.nginx())) {
            recorder.heads().clear();
            recorder.tunnelled().clear();
            try (Socket client = connect(proxy, "127.0.0.1")) {
                send(client, request("/record", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n" + SETTINGS));
                assertThat(head(client)).startsWith("HTTP/1.1 101 ");
                send(client, PREFACE);
                await().atMost(10, TimeUnit.SECONDS)
                        .until(() -> !recorder.tunnelled().isEmpty());
            }

            assertThat(recorder.heads().peek()).containsIgnoringCase("upgrade: h2c");
            assertThat(recorder.tunnelled().peek()).startsWith("PRI * HTTP/2.0");
        }
    }

    @Test
    public void noUpgradeIsTakenThroughAProxyOrDirectly() throws Exception {
        for (int port : List.of(server.endpoint().getPort(), proxies.haproxy(), proxies.nginx(), proxies.bare())) {
            for (String connection : List.of("Upgrade, HTTP2-Settings", "Upgrade", "keep-alive, upgrade")) {
                for (String settings : List.of(SETTINGS, "")) {
                    for (String path : List.of("/healthz", "/mcp", "/nothing")) {
                        try (Socket client = connect(port, "127.0.0.1")) {
                            send(client, request("/healthz", ""));
                            assertThat(answer(client)).startsWith("HTTP/1.1 200 ");
                            send(
                                    client,
                                    request(path, "Connection: " + connection + "\r\nUpgrade: h2c\r\n" + settings));
                            assertThat(head(client))
                                    .as(port + path + connection)
                                    .startsWith("HTTP/1.1 ")
                                    .doesNotContain(" 101 ");
                        }
                    }
                }
            }
        }
    }

    @Test
    public void theProxiesRulesHoldAndTheirClientsAreNotLocal() throws Exception {
        assertThat(ask(server.endpoint().getPort(), "127.0.0.1", request("/metrics", operator)))
                .contains("patchbay_");
        for (int proxy : List.of(proxies.haproxy(), proxies.nginx())) {
            for (String page : List.of("/metrics", "/readyz")) {
                for (String headers : List.of("", operator)) {
                    assertThat(ask(proxy, "127.0.0.1", request(page, headers)))
                            .as(page)
                            .startsWith("HTTP/1.1 403 ");
                }
            }
            for (String trick : List.of(
                    "//metrics",
                    "/metrics;x",
                    "/%6detrics",
                    "/x/../metrics",
                    "/./metrics",
                    "/METRICS",
                    "//readyz",
                    "/x/..;/metrics")) {
                for (String headers : List.of("", operator)) {
                    assertThat(ask(proxy, "127.0.0.1", request(trick, headers)))
                            .as(trick)
                            .doesNotContain("patchbay_", "\"problems\"");
                }
            }
            assertThat(ask(proxy, "127.0.0.1", call("")))
                    .as("anonymous is for local clients")
                    .startsWith("HTTP/1.1 401 ");
            assertThat(McpClient.modern(URI.create("http://127.0.0.1:" + proxy + "/mcp"), key)
                            .call("clock_current_time")
                            .failed())
                    .isFalse();
            assertThat(McpClient.modern(URI.create("http://127.0.0.1:" + proxy + "/mcp/"), key)
                            .call("clock_current_time")
                            .failed())
                    .isFalse();
        }
    }

    /**
     * Documented: a silent proxy cannot be recognised, but it can be said. Without a key, nobody reads what is for operators, wherever
     * the request comes from.
     */
    @Test
    public void nothingIsLocalOnceAProxyIsSaidToBeThere() throws Exception {
        assertThat(ask(proxies.bare(), "127.0.0.1", request("/metrics", ""))).startsWith("HTTP/1.1 401 ");
        assertThat(ask(proxies.bare(), "127.0.0.1", call(""))).startsWith("HTTP/1.1 200 ");

        for (Map<String, ?> settings : List.of(
                Map.of("trustedProxies", List.of("127.0.0.1")),
                Map.of("publicUrl", "https://mcp.example.com/tools/mcp"))) {
            set(settings);
            for (int port : List.of(proxies.bare(), server.endpoint().getPort())) {
                await().atMost(10, TimeUnit.SECONDS)
                        .untilAsserted(() ->
                                assertThat(ask(port, "127.0.0.1", call(""))).startsWith("HTTP/1.1 401 "));
                assertThat(ask(port, "127.0.0.1", request("/metrics", ""))).startsWith("HTTP/1.1 401 ");
                assertThat(ask(port, "127.0.0.1", request("/readyz", "")))
                        .contains("\"ready\":true")
                        .doesNotContain("problems");
                assertThat(ask(port, "127.0.0.1", request("/metrics", "Authorization: Bearer " + key + "\r\n")))
                        .as("a key that sees everything")
                        .startsWith("HTTP/1.1 403 ")
                        .doesNotContain("patchbay_");
                assertThat(ask(port, "127.0.0.1", request("/metrics", operator)))
                        .contains("patchbay_");
                assertThat(ask(port, "127.0.0.1", request("/metrics", "Authorization: Bearer " + other + "\r\n")))
                        .as("a key without the scope sees everything else")
                        .startsWith("HTTP/1.1 403 ");
            }
            assertThat(server.cli("status").out()).contains("ready");
        }
    }

    @Test
    public void theTrailHasTheClientsAddressThatTheProxySaw() throws Exception {
        set(Map.of("trustedProxies", List.of("::ffff:127.0.0.1")));
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(ask(proxies.bare(), "127.0.0.1", call(""))).startsWith("HTTP/1.1 401 "));
        String bearer = "Authorization: Bearer " + key + "\r\n";

        ask(proxies.haproxy(), "127.0.0.5", call(bearer));
        ask(proxies.nginx(), "127.0.0.6", call(bearer + "X-Forwarded-For: 10.66.66.66\r\n"));
        ask(proxies.haproxy(), "127.0.0.7", call(bearer + "Forwarded: for=10.66.66.66\r\n"));

        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(sources())
                        .contains("127.0.0.5", "127.0.0.6")
                        .doesNotContain("10.66.66.66", "127.0.0.7"));
    }

    @Test
    public void silentConnectionsShutNobodyOut() throws Exception {
        set(Map.of("maxConnections", LIMIT));
        List<Socket> flood = new ArrayList<>();
        try (Socket good = connect(server.endpoint().getPort(), "127.0.0.1")) {
            String bearer = "Authorization: Bearer " + key + "\r\n";
            send(good, call(bearer));
            assertThat(answer(good)).startsWith("HTTP/1.1 200 ");
            await().atMost(20, TimeUnit.SECONDS)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        flood.add(connect(server.endpoint().getPort(), "127.0.0.9"));
                        return flood.size() > 3 * LIMIT && ended(flood.get(0));
                    });

            for (int count = 0; count < 5; count++) {
                assertThat(ask(
                                server.endpoint().getPort(),
                                "127.0.0.1",
                                call("Authorization: Bearer " + other + "\r\n")))
                        .startsWith("HTTP/1.1 200 ");
                assertThat(ask(server.endpoint().getPort(), "127.0.0.1", request("/healthz", "")))
                        .startsWith("HTTP/1.1 200 ");
            }
            send(good, call(bearer));
            assertThat(answer(good)).as("the good client's old connection").startsWith("HTTP/1.1 200 ");
        } finally {
            for (Socket socket : flood) {
                socket.close();
            }
        }
    }

    @Test
    public void aVersionThatIsNotServedIsAnsweredWithThoseThatAre() throws Exception {
        String unknown = call("Authorization: Bearer " + key + "\r\nMcp-Session-Id: none\r\n")
                .replace("MCP-Protocol-Version: 2026-07-28", "MCP-Protocol-Version: banana")
                .replace("io.modelcontextprotocol/protocolVersion", "io.modelcontextprotocol/protocolVersiox");

        assertThat(ask(server.endpoint().getPort(), "127.0.0.1", unknown))
                .startsWith("HTTP/1.1 400 ")
                .contains("2024-11-05", "2025-11-25", "2026-07-28");
    }

    private static void set(Map<String, ?> more) throws IOException {
        Map<String, Object> all = new HashMap<>(more);
        all.put("port", 0);
        installation.setting("io.patchbay.http", all);
    }

    /** Once the settings are as they come, who comes straight from this machine is served without a key. */
    private static void awaitLocal() {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(ask(server.endpoint().getPort(), "127.0.0.1", call("")))
                        .startsWith("HTTP/1.1 200 "));
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (JsonNode line : Trail.of(installation).lines()) {
            sources.add(line.path("source").asText());
        }
        return sources;
    }

    private static String request(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + server.endpoint().getPort() + "\r\n" + headers + "\r\n";
    }

    private static String call(String headers) {
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"clock_current_time\",\"arguments\":{},\"_meta\":{"
                        + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
        return "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + server.endpoint().getPort() + "\r\n" + headers
                + "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\n"
                + "Mcp-Method: tools/call\r\nMcp-Name: clock_current_time\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static Socket connect(int port, String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The answer to one request on a connection of its own. */
    private static String ask(int port, String from, String request) throws IOException {
        try (Socket socket = connect(port, from)) {
            send(socket, request.replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** One whole answer of a known length. */
    private static String answer(Socket socket) throws IOException {
        String head = head(socket);
        String length = head.replaceAll("(?is).*content-length: (\\d+).*", "$1");
        return head + new String(socket.getInputStream().readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    private static String head(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            head.write(next);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
            next = in.read();
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static boolean ended(Socket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
