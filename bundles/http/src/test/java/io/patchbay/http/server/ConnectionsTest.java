package io.patchbay.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.http.Http2Client;
import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.http.Wait;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.identity.Presented;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

/** No client can open so many connections that other clients are not served. */
public class ConnectionsTest {

    private static final int LIMIT = 20;
    private static final int RESERVE = 2;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestServer server;

    @After
    public void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        server.close();
    }

    @Test
    public void clientsThatSayNothingKeepNobodyOut() throws Exception {
        for (String first : List.of(
                "",
                "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /heal",
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{")) {
            start(LIMIT);
            RawClient old = client();
            assertThat(call(old, "k1")).isEqualTo(200);
            List<RawClient> flood = flood(3 * LIMIT, "127.0.0.1", first);
            Wait.untilTrue(() -> server.server.connections().open() <= LIMIT + RESERVE);

            assertServes("k2");
            assertThat(call(old, "k1"))
                    .as("a good client's old connection, during " + first)
                    .isEqualTo(200);
            if (first.endsWith("\r\n\r\n") || first.startsWith("POST")) {
                assertThat(flood.get(0).read().status()).isIn(0, 401, 404);
            }
            assertThat(flood.get(0).closed()).as("the oldest, during " + first).isTrue();
            close();
            open.clear();
        }
        start(LIMIT);
    }

    @Test
    public void clientsOfHttp2ThatSayNothingKeepNobodyOutEither() throws Exception {
        start(LIMIT);
        for (int count = 0; count < 3 * LIMIT; count++) {
            Http2Client client = new Http2Client(server.port());
            open.add(client);
            if (count % 2 == 0) {
                client.begin("GET", "/nothing", Map.of(), "");
            }
        }

        assertServes("k2");
    }

    @Test
    public void aFloodFromOneAddressTakesNoPlaceOfAnother() throws Exception {
        start(LIMIT);
        List<RawClient> few = flood(3, "127.0.0.3", "");
        flood(3 * LIMIT, "127.0.0.2", "");
        Wait.untilTrue(() -> server.server.connections().open() <= LIMIT + RESERVE);

        for (RawClient client : few) {
            client.send(server.get("/healthz"));
            assertThat(client.read().status()).isEqualTo(200);
        }
        assertServes("k1");
    }

    @Test
    public void theClientsOfATrustedProxyAreToldApart() throws Exception {
        start(TestServer.TestSettings.standard().withMost(LIMIT, 100, 50).withProxies("127.0.0.1"));
        RawClient victim = client();
        victim.send(server.get("/healthz", "X-Forwarded-For: 203.0.113.1\r\n"));
        assertThat(victim.read().status()).isEqualTo(200);
        for (int count = 0; count < 3 * LIMIT; count++) {
            RawClient client = client();
            client.send(server.get("/healthz", "X-Forwarded-For: 203.0.113.66\r\n"));
            client.read();
        }

        victim.send(server.get("/healthz", "X-Forwarded-For: 203.0.113.1\r\n"));
        assertThat(victim.read().status()).isEqualTo(200);
        assertServes("k1");
    }

    @Test
    public void oneKeysIdleConnectionsMakeRoomForAnothers() throws Exception {
        start(LIMIT);
        RawClient good = client();
        assertThat(call(good, "k2")).isEqualTo(200);
        List<RawClient> many = new ArrayList<>();
        for (int count = 0; count < 2 * LIMIT; count++) {
            RawClient client = client();
            many.add(client);
            assertThat(call(client, "k1")).isEqualTo(200);
        }
        assertThat(server.server.connections().open()).isEqualTo(LIMIT);

        assertServes("k3");
        assertThat(call(good, "k2")).isEqualTo(200);
        assertThat(many.get(0).closed()).isTrue();
    }

    @Test
    public void oneKeysStreamsKeepNobodyOut() throws Exception {
        start(LIMIT);
        server.dispatcher.then = exchange -> {
            if (exchange.method().equals("GET")) {
                exchange.stream(List.of());
            } else {
                ok(exchange);
            }
        };
        int refused = 0;
        for (int count = 0; count < 2 * LIMIT; count++) {
            RawClient client = client();
            client.send(server.get("/mcp", key("k1")));
            RawClient.Answer answer = client.readHead();
            if (answer.status() == 429) {
                assertThat(answer.header("connection")).isEqualTo("close");
                refused++;
            } else {
                assertThat(answer.status()).isEqualTo(200);
            }
        }

        assertThat(refused).isEqualTo(2 * LIMIT - LIMIT / 2);
        assertServes("k2");
        RawClient other = client();
        other.send(server.get("/mcp", key("k2")));
        assertThat(other.readHead().status()).isEqualTo(200);
    }

    @Test
    public void whoeverListensMostMakesRoomForWhoListensLess() throws Exception {
        start(TestServer.TestSettings.standard().withMost(1_000, 4, 4));
        server.dispatcher.then = exchange -> exchange.stream(List.of());
        List<RawClient> many = new ArrayList<>();
        for (int count = 0; count < 4; count++) {
            many.add(stream("k1", 200));
        }
        Wait.untilTrue(() -> server.server.streams().count() == 4);

        stream("k2", 200);
        stream("k3", 200);

        assertThat(many.get(0).readChunk()).isEmpty();
        Wait.untilTrue(() -> server.server.streams().count() == 4);
        stream("k1", 503);
    }

    @Test
    public void aServerFullOfRunningCallsSaysSoAndStaysAlive() throws Exception {
        start(4);
        CountDownLatch release = new CountDownLatch(1);
        server.dispatcher.then = exchange -> {
            try {
                release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ok(exchange);
        };
        List<RawClient> good = new ArrayList<>();
        for (int count = 0; count < 4; count++) {
            RawClient client = client();
            client.send(post("k" + count));
            good.add(client);
        }
        Wait.untilTrue(() -> server.dispatcher.seen.size() == 4);

        for (int count = 0; count < 10; count++) {
            try (RawClient late = server.connect()) {
                late.send(post("late"));
                RawClient.Answer answer = late.read();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("retry-after")).isEqualTo("5");
                assertThat(late.closed()).isTrue();
            }
            assertThat(server.send(server.get("/healthz")).body()).isEqualTo("{\"alive\":true}");
        }
        release.countDown();
        for (RawClient client : good) {
            assertThat(client.read().status()).isEqualTo(200);
            client.send(post("k9"));
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    public void whoIsRefusedKeepsNoConnectionWhenTheyGrowScarce() throws Exception {
        start(LIMIT);
        flood(LIMIT / 2, "127.0.0.2", "");
        Wait.untilTrue(() -> server.server.connections().open() == LIMIT / 2);
        for (String request : List.of(
                server.get("/nothing"),
                server.get("/mcp"),
                server.get("/mcp", key("wrong") + "X-API-Key: 2\r\n"),
                server.get("//mcp"))) {
            try (RawClient client = server.connect()) {
                client.send(request);
                RawClient.Answer answer = client.read();

                assertThat(answer.status()).isBetween(400, 404);
                assertThat(answer.header("connection")).as(request).isEqualTo("close");
                assertThat(client.closed()).isTrue();
            }
        }
    }

    @Test
    public void leavesFilesToTheRestOfTheServer() throws Exception {
        start(LIMIT);
        String head =
                "Limit                     Soft Limit           Hard Limit           Units     \nMax processes             7 7 processes\nMax open files            ";

        assertThat(Descriptors.maxConnections(head + "1024                 4096                 files     \n"))
                .isEqualTo(768);
        assertThat(Descriptors.maxConnections(head + "20000                20000                files     \n"))
                .isEqualTo(15_000);
        assertThat(Descriptors.maxConnections(head + "100                  100                  files     \n"))
                .isEqualTo(1);
        assertThat(Descriptors.maxConnections(head + "unlimited            unlimited            files     \n"))
                .isEqualTo(Integer.MAX_VALUE);
    }

    private void start(int limit) throws Exception {
        start(TestServer.TestSettings.standard().withMost(limit, 100, 50));
    }

    private void start(TestServer.TestSettings settings) throws Exception {
        server = new TestServer(settings);
        server.authenticator.then = ConnectionsTest::byName;
    }

    /** Accepts any key that begins with k, and {@code late}. */
    private static Identity byName(Presented sender) {
        List<String> given = sender.headers("authorization");
        String key = given.isEmpty() ? "" : given.get(0).replace("Bearer ", "");
        if (key.startsWith("k") || key.equals("late")) {
            return TestServer.FakeAuthenticator.known(key, Narrowing.READS_EVERYTHING);
        }
        return key.isEmpty() ? new Identity.Anonymous() : new Identity.Refused(Identity.Reason.UNKNOWN, key);
    }

    private void assertServes(String key) throws Exception {
        for (int count = 0; count < 5; count++) {
            assertThat(server.send(post(key)).status()).isEqualTo(200);
            assertThat(server.send(server.get("/healthz")).status()).isEqualTo(200);
        }
    }

    private List<RawClient> flood(int count, String from, String first) throws IOException {
        List<RawClient> flood = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            RawClient client = new RawClient(server.port(), from);
            open.add(client);
            flood.add(client);
            if (!first.isEmpty()) {
                client.send(first);
            }
        }
        return flood;
    }

    private RawClient client() throws Exception {
        RawClient client = server.connect();
        open.add(client);
        return client;
    }

    private RawClient stream(String key, int status) throws Exception {
        RawClient client = client();
        client.send(server.get("/mcp", key(key)));
        assertThat(client.readHead().status()).isEqualTo(status);
        return client;
    }

    private int call(RawClient client, String key) throws IOException {
        client.send(post(key));
        return client.read().status();
    }

    private String post(String key) {
        return server.post("{}").replace(TestServer.KEY, key(key));
    }

    private static String key(String key) {
        return "Authorization: Bearer " + key + "\r\n";
    }

    private static void ok(Exchange exchange) {
        exchange.send(Reply.json(200, "{}".getBytes(StandardCharsets.UTF_8)));
    }
}
