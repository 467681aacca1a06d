package io.patchbay.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.http.Wait;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Test;

public class StreamTest {

    private final AtomicReference<EventStream> stream = new AtomicReference<>();
    private final AtomicInteger gone = new AtomicInteger();
    private TestServer server;

    @After
    public void stop() {
        server.close();
    }

    @Test
    public void sendsItsHeadAtOnceAndEachEventAsItComes() throws Exception {
        start(TestServer.TestSettings.standard());
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));

            RawClient.Answer head = client.readHead();

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-type")).isEqualTo("text/event-stream");
            assertThat(head.header("cache-control")).isEqualTo("no-cache, no-store");
            assertThat(head.header("x-accel-buffering")).isEqualTo("no");
            assertThat(head.header("mcp-session-id")).isEqualTo("s1");

            assertThat(opened().send(event("{\"a\":1}"))).isTrue();
            assertThat(client.readChunk()).isEqualTo("data: {\"a\":1}\n\n");

            assertThat(opened().send(new Event(Optional.of("e-1"), Optional.of(Duration.ofMillis(1500)), new byte[0])))
                    .isTrue();
            assertThat(client.readChunk()).isEqualTo("id: e-1\nretry: 1500\ndata: \n\n");

            opened().send(event("\"\u00e4\""));
            opened().end();
            assertThat(client.readChunk() + client.readChunk()).isEqualTo("data: \"\u00e4\"\n\n");
            assertThat(opened().send(event("late"))).isFalse();

            server.dispatcher.then = exchange -> exchange.send(Reply.empty(202));
            client.send(server.post("{}"));
            assertThat(client.read().status()).isEqualTo(202);
        }
        assertThat(gone).hasValue(0);
        assertThat(server.server.streams().count()).isZero();
    }

    @Test
    public void escapesWhatSomeClientsTakeForAnEndOfLine() throws Exception {
        start(TestServer.TestSettings.standard());
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            client.readHead();

            opened().send(event("{\"a\":\"\u2028\u00e4\u2029\u0085\u2026\u00c5\ud83d\ude00\u2028\"}"));
            opened().end();

            assertThat(client.readChunk())
                    .isEqualTo("data: {\"a\":\"\\u2028\u00e4\\u2029\\u0085\u2026\u00c5\ud83d\ude00\\u2028\"}\n\n");
        }
    }

    @Test
    public void refusesMoreThanOneLineOfData() throws Exception {
        start(TestServer.TestSettings.standard());
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            client.readHead();
            for (String data : List.of("{\n}", "\"\u2028\"\r", "\u0085\n")) {
                assertThatThrownBy(() -> opened().send(event(data))).isInstanceOf(IllegalArgumentException.class);
            }
            opened().end();
        }
    }

    @Test
    public void keepsTheOrderOfManyEvents() throws Exception {
        start(TestServer.TestSettings.standard());
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            client.readHead();
            int count = 300;
            for (int at = 0; at < count; at++) {
                assertThat(opened().send(event("{\"n\":" + at + "}"))).isTrue();
            }
            opened().end();

            StringBuilder all = new StringBuilder();
            for (String chunk = client.readChunk(); !chunk.isEmpty(); chunk = client.readChunk()) {
                all.append(chunk);
            }
            StringBuilder expected = new StringBuilder();
            for (int at = 0; at < count; at++) {
                expected.append("data: {\"n\":").append(at).append("}\n\n");
            }
            assertThat(all.toString()).isEqualTo(expected.toString());
        }
    }

    @Test
    public void sendsOneEventThatIsLargerThanTheQueue() throws Exception {
        start(TestServer.TestSettings.standard());
        String large = "\"" + "x".repeat(1_000_000) + "\"";
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            client.readHead();

            assertThat(opened().send(event(large))).isTrue();
            opened().end();

            assertThat(client.readChunk()).isEqualTo("data: " + large + "\n\n");
        }
    }

    @Test
    public void sendsManyEventsAtOnceThatAreLargerThanTheQueueTogether() throws Exception {
        start(TestServer.TestSettings.standard());
        String large = "\"" + "x".repeat(30_000) + "\"";
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            client.readHead();

            assertThat(opened().sendAll(Collections.nCopies(100, event(large)))).isTrue();
            opened().end();

            StringBuilder all = new StringBuilder();
            for (String chunk = client.readChunk(); !chunk.isEmpty(); chunk = client.readChunk()) {
                all.append(chunk);
            }
            assertThat(all.toString()).isEqualTo(("data: " + large + "\n\n").repeat(100));
        }
    }

    @Test
    public void cutsOffAClientThatDoesNotRead() throws Exception {
        start(TestServer.TestSettings.standard());
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            client.readHead();
            byte[] data = ("\"" + "x".repeat(30_000) + "\"").getBytes(StandardCharsets.UTF_8);

            Wait.untilTrue(() -> !opened().send(Event.of(data)));

            Wait.untilTrue(() -> gone.get() == 1);
            Wait.untilTrue(() -> server.server.streams().count() == 0);
            Wait.untilTrue(() -> server.server.connections().open() == 0);
        }
    }

    @Test
    public void keepsSilentStreamsAlive() throws Exception {
        start(TestServer.TestSettings.standard().withHeartbeat(Duration.ofMillis(50)));
        try (RawClient client = server.connect()) {
            client.send(server.get("/mcp", TestServer.KEY));
            client.readHead();

            assertThat(client.readChunk()).isEqualTo(": keep-alive\n\n");
            assertThat(client.readChunk()).isEqualTo(": keep-alive\n\n");
        }
    }

    @Test
    public void staysOpenLongerThanAConnectionMayBeSilent() throws Exception {
        start(TestServer.TestSettings.standard().withIdle(Duration.ofMillis(100)));
        try (RawClient client = server.connect()) {
            client.send(server.get("/mcp", TestServer.KEY));
            client.readHead();
            long until = System.nanoTime() + Duration.ofMillis(500).toNanos();
            Wait.untilTrue(() -> System.nanoTime() > until);

            assertThat(opened().send(event("1"))).isTrue();
            assertThat(client.readChunk()).isEqualTo("data: 1\n\n");
        }
    }

    @Test
    public void refusesMoreStreamsThanItTakes() throws Exception {
        start(TestServer.TestSettings.standard().withMost(100, 1, 10));
        try (RawClient first = server.connect();
                RawClient second = server.connect()) {
            first.send(server.get("/mcp", TestServer.KEY));
            assertThat(first.readHead().status()).isEqualTo(200);
            opened(); // the head comes before
            second.send(server.get("/mcp", TestServer.KEY));

            RawClient.Answer refusal = second.read();

            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.header("retry-after")).isEqualTo("5");
            assertThat(Wait.until(() -> stream.get() instanceof EndedStream ended ? ended : null)
                            .send(event("1")))
                    .isFalse();
        }
    }

    @Test
    public void refusesMoreStreamsThanOneCallerMayHave() throws Exception {
        start(TestServer.TestSettings.standard().withMost(100, 10, 1));
        try (RawClient first = server.connect();
                RawClient second = server.connect()) {
            first.send(server.get("/mcp", TestServer.KEY));
            assertThat(first.readHead().status()).isEqualTo(200);
            second.send(server.get("/mcp", TestServer.KEY));
            assertThat(second.read().status()).isEqualTo(429);
            first.vanish();
            Wait.untilTrue(() -> server.server.streams().count() == 0);

            second.send(server.get("/mcp", TestServer.KEY));
            assertThat(second.readHead().status()).isEqualTo(200);
        }
    }

    @Test
    public void takesNoEventThatWouldBeTwo() throws Exception {
        start(TestServer.TestSettings.standard());
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            client.readHead();

            assertThatThrownBy(() -> opened().send(event("a\n\ndata: b"))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> opened().send(new Event(Optional.of("a\nb"), Optional.empty(), new byte[0])))
                    .isInstanceOf(IllegalArgumentException.class);
            opened().send(event("good"));
            assertThat(client.readChunk()).isEqualTo("data: good\n\n");
        }
    }

    @Test
    public void isOneAnswerAmongTheOthers() throws Exception {
        start(TestServer.TestSettings.standard());
        AtomicReference<Throwable> second = new AtomicReference<>();
        AtomicReference<Boolean> sent = new AtomicReference<>();
        server.dispatcher.then = exchange -> {
            exchange.stream(List.of()).end();
            sent.set(exchange.send(Reply.empty(202)));
            try {
                exchange.stream(List.of());
            } catch (IllegalStateException e) {
                second.set(e);
            }
        };

        assertThat(server.send(server.post("{}")).status()).isEqualTo(200);
        Wait.until(second::get);
        assertThat(sent.get()).isFalse();
    }

    private void start(TestServer.TestSettings settings) throws Exception {
        server = new TestServer(settings);
        server.dispatcher.then = this::open;
    }

    private void open(Exchange exchange) {
        exchange.onDisconnect(gone::incrementAndGet);
        stream.set(exchange.stream(List.of(new Reply.Header("Mcp-Session-Id", "s1"))));
    }

    private EventStream opened() throws Exception {
        return Wait.until(stream::get);
    }

    private static Event event(String data) {
        return Event.of(data.getBytes(StandardCharsets.UTF_8));
    }
}
