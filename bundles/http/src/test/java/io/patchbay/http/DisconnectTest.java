package io.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class DisconnectTest {

    private final AtomicInteger gone = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private TestServer server;

    @Before
    public void start() throws Exception {
        server = new TestServer();
    }

    @After
    public void stop() {
        release.countDown();
        server.close();
    }

    @Test
    public void noticesAClientThatClosesWhileItsCallRuns() throws Exception {
        server.dispatcher.then = this::blockUntilReleased;
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            Wait.until(server.dispatcher.seen::peek);
        }

        Wait.untilTrue(() -> gone.get() == 1);
    }

    @Test
    public void noticesAClientThatVanishesWhileItsCallRuns() throws Exception {
        server.dispatcher.then = this::blockUntilReleased;
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            Wait.until(server.dispatcher.seen::peek);
            client.vanish();
        }

        Wait.untilTrue(() -> gone.get() == 1);
    }

    @Test
    public void noticesAClientThatClosesAfterTheDispatcherReturned() throws Exception {
        server.dispatcher.then = exchange -> exchange.onDisconnect(gone::incrementAndGet);
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            Wait.until(server.dispatcher.seen::peek);
        }

        Wait.untilTrue(() -> gone.get() == 1);
    }

    @Test
    public void noticesItOnASecondRequestOfTheConnectionToo() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            assertThat(client.read().status()).isEqualTo(200);
            server.dispatcher.then = this::blockUntilReleased;
            client.send(server.post("{}"));
            Wait.untilTrue(() -> server.dispatcher.seen.size() == 2);
        }

        Wait.untilTrue(() -> gone.get() == 1);
    }

    @Test
    public void noticesAClientThatClosesItsStream() throws Exception {
        server.dispatcher.then = exchange -> {
            exchange.stream(List.of());
            exchange.onDisconnect(gone::incrementAndGet);
        };
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            assertThat(client.readHead().status()).isEqualTo(200);
        }

        Wait.untilTrue(() -> gone.get() == 1);
        Wait.untilTrue(() -> server.server.streams().count() == 0);
    }

    @Test
    public void tellsAtOnceWhenTheClientHasGoneAlready() throws Exception {
        server.dispatcher.then = exchange -> exchange.onDisconnect(gone::incrementAndGet);
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            Wait.until(server.dispatcher.seen::peek);
        }
        Wait.untilTrue(() -> gone.get() == 1);

        server.dispatcher.seen.element().onDisconnect(gone::incrementAndGet);

        assertThat(gone).hasValue(2);
    }

    @Test
    public void letsGoOfTheConnectionOfAClientThatWentUnanswered() throws Exception {
        server.dispatcher.then = this::blockUntilReleased;
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            Wait.until(server.dispatcher.seen::peek);
        }
        Wait.untilTrue(() -> gone.get() == 1);
        release.countDown();

        Wait.untilTrue(() -> server.server.connections().open() == 0);
        assertThat(server.dispatcher.seen.element().send(Reply.empty(202))).isFalse();
    }

    @Test
    public void answersAClientThatSendsNoMoreButStillReads() throws Exception {
        server.dispatcher.then = exchange -> {
            blockUntilReleased(exchange);
            exchange.send(Reply.json(200, "{}".getBytes(StandardCharsets.UTF_8)));
        };
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            client.finish();
            Wait.untilTrue(() -> gone.get() == 1);
            release.countDown();

            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.closed()).isTrue();
        }
    }

    @Test
    public void doesNotTellOfAClientThatGoesAfterItsAnswer() throws Exception {
        server.dispatcher.then = exchange -> {
            exchange.onDisconnect(gone::incrementAndGet);
            exchange.send(Reply.json(200, "{}".getBytes(StandardCharsets.UTF_8)));
        };
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            assertThat(client.read().status()).isEqualTo(200);
        }
        Wait.untilTrue(() -> server.server.connections().open() == 0);

        assertThat(gone).hasValue(0);
    }

    @Test
    public void losesNoRequestThatIsSentWhileACallRuns() throws Exception {
        server.dispatcher.then = exchange -> {
            if (server.dispatcher.seen.size() == 1) {
                blockUntilReleased(exchange);
            }
            exchange.send(Reply.json(200, exchange.body()));
        };
        try (RawClient client = server.connect()) {
            client.send(server.post("{\"n\":1}"));
            Wait.until(server.dispatcher.seen::peek);
            Wait.untilTrue(() -> server.server.connections().countWatched() == 1);
            String more =
                    server.post("{\"n\":2}") + server.post("{\"n\":3}" + " ".repeat(20_000)) + server.post("{\"n\":4}");
            client.send(more.substring(0, 50));
            Wait.untilTrue(() -> server.server.connections().countReadAhead() == 1);
            client.send(more.substring(50));
            release.countDown();

            for (int n = 1; n <= 4; n++) {
                assertThat(client.read().body().strip()).isEqualTo("{\"n\":" + n + "}");
            }
            client.send(server.post("{\"n\":5}"));
            assertThat(client.read().body()).isEqualTo("{\"n\":5}");
        }
        assertThat(gone).hasValue(0);
    }

    @Test
    public void servesTheNextRequestAfterALongCall() throws Exception {
        server.dispatcher.then = exchange -> {
            blockUntilReleased(exchange);
            exchange.send(Reply.json(200, exchange.body()));
        };
        try (RawClient client = server.connect()) {
            client.send(server.post("{\"n\":1}"));
            Wait.untilTrue(() -> server.server.connections().countWatched() == 1);
            release.countDown();
            assertThat(client.read().body()).isEqualTo("{\"n\":1}");
            for (int n = 2; n < 50; n++) {
                client.send(server.post("{\"n\":" + n + "}"));
                assertThat(client.read().body()).isEqualTo("{\"n\":" + n + "}");
            }
        }
        assertThat(gone).hasValue(0);
    }

    @Test
    public void noticesAResetStreamOfHttp2() throws Exception {
        server.dispatcher.then = this::blockUntilReleased;
        try (Http2Client client = new Http2Client(server.port())) {
            client.begin(
                    "POST",
                    "/mcp",
                    Map.of("authorization", "Bearer k1:secret", "content-type", "application/json"),
                    "{}");
            Wait.until(server.dispatcher.seen::peek);

            client.reset();

            Wait.untilTrue(() -> gone.get() == 1);
        }
    }

    private void blockUntilReleased(Exchange exchange) {
        exchange.onDisconnect(gone::incrementAndGet);
        try {
            assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
