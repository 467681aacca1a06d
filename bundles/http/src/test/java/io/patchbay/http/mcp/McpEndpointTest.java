package io.patchbay.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.http.Wait;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class McpEndpointTest {

    private TestServer server;

    @Before
    public void start() throws Exception {
        server = new TestServer();
    }

    @After
    public void stop() {
        server.close();
    }

    @Test
    public void isClosedWithoutAnyOfItsGuards() throws Exception {
        List<Runnable> losses = List.of(
                () -> server.server.guards().unbind(server.dispatcher),
                () -> {
                    server.server.guards().bind(server.dispatcher);
                    server.server.guards().unbind(server.authenticator);
                },
                () -> {
                    server.server.guards().bind(server.authenticator);
                    server.server.guards().unbind(server.trail);
                });
        for (Runnable loss : losses) {
            loss.run();

            RawClient.Answer answer = server.send(server.post("{}"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("1");
        }
        server.server.guards().bind(server.trail);

        assertThat(server.send(server.post("{}")).status()).isEqualTo(200);
        assertThat(server.dispatcher.seen).hasSize(1);
    }

    @Test
    public void asksForACredentialBeforeTheBodyIsSent() throws Exception {
        for (String method : List.of("POST", "GET", "DELETE")) {
            RawClient.Answer answer =
                    server.send(method + " /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n");

            assertThat(answer.status()).as(method).isEqualTo(401);
            assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
        }
        assertThat(server.trail.refused)
                .hasSize(3)
                .allMatch(refusal -> refusal.equals(new Refusal("127.0.0.1", "no_credential", "")));
    }

    @Test
    public void refusesABadCredentialBeforeAnythingElseIsWrong() throws Exception {
        RawClient.Answer answer = server.send(
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer no\r\nContent-Type: text/plain\r\nContent-Length: 99999999\r\n\r\n");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(answer.body()).contains("not valid on this server", "Authorization: Bearer <key id>:<secret>");
        assertThat(server.trail.refused).containsExactly(new Refusal("127.0.0.1", "unknown_credential", "k9"));
    }

    @Test
    public void passesOnWhatWasPresentedAsItIs() throws Exception {
        RawClient.Answer answer = server.send(
                "GET /mcp HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY + "authorization: Bearer k2:other\r\n\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers()).doesNotContainKey("www-authenticate");
        assertThat(server.authenticator.presented).containsExactly(List.of("Bearer k1:secret", "Bearer k2:other"));
        assertThat(server.trail.refused).extracting(Refusal::reason).containsExactly("malformed_credential");
    }

    @Test
    public void refusesWhenTheAuthenticatorFails() throws Exception {
        server.authenticator.then = sender -> {
            throw new IllegalStateException("canary");
        };

        RawClient.Answer answer = server.send(server.post("{}"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("canary");
        assertThat(server.dispatcher.seen).isEmpty();
        assertThat(server.trail.refused).extracting(Refusal::reason).containsExactly("authenticator_failed");
    }

    @Test
    public void refusesAnExpiredCredential() throws Exception {
        server.authenticator.then = sender -> new Identity.Refused(Identity.Reason.EXPIRED, "k1");

        assertThat(server.send(server.post("{}")).header("www-authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(server.trail.refused).extracting(Refusal::reason).containsExactly("expired_credential");
    }

    @Test
    public void takesJsonInUtf8Only() throws Exception {
        for (String type : List.of(
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\" ; x=y")) {
            assertThat(server.send(typed(type)).status()).as(type).isEqualTo(200);
        }
        for (String type : List.of(
                "text/plain",
                "application/jsonx",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/json; charset",
                "",
                "application/json-rpc",
                "application/json x",
                "text/json, application/json")) {
            assertThat(server.send(typed(type)).status()).as(type).isEqualTo(415);
        }
        assertThat(server.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY
                                + "Content-Length: 2\r\n\r\n{}")
                        .status())
                .isEqualTo(415);
        assertThat(server.send(server.post("Content-Type: application/json\r\n", "{}"))
                        .status())
                .isEqualTo(415);
    }

    @Test
    public void refusesCompressedBodies() throws Exception {
        assertThat(server.send(server.post("Content-Encoding: gzip\r\n", "{}")).status())
                .isEqualTo(415);
        assertThat(server.send(server.post("Content-Encoding: identity\r\n", "{}"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    public void refusesABodyThatIsAnnouncedTooLargeAtOnce() throws Exception {
        RawClient.Answer answer = server.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY
                + "Content-Type: application/json\r\nContent-Length: 65537\r\n\r\n");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("65536");
        assertThat(server.trail.refused)
                .containsExactly(new Refusal("127.0.0.1", "too_large", "k1", Refusal.Claim.PROVEN));
    }

    @Test
    public void takesABodyOfExactlyTheLimit() throws Exception {
        assertThat(server.send(server.post(" ".repeat(64 * 1024))).status()).isEqualTo(200);
        assertThat(server.dispatcher.seen.element().body()).hasSize(64 * 1024);
    }

    @Test
    public void refusesAChunkedBodyThatBecomesTooLarge() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(chunkedHead());
            String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
            for (int count = 0; count < 4; count++) {
                client.send(chunk);
            }
            client.send("1\r\n \r\n");

            assertThat(client.read().status()).isEqualTo(413);
            client.finish();
            assertThat(client.closed()).isTrue();
        }
        assertThat(server.dispatcher.seen).isEmpty();
    }

    @Test
    public void putsAChunkedBodyTogether() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(chunkedHead() + "3\r\n{\"a\r\n");
            client.send("4;x=y\r\n\":1}\r\n0\r\nTrailer: x\r\n\r\n");

            assertThat(client.read().status()).isEqualTo(200);
        }
        assertThat(new String(server.dispatcher.seen.element().body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":1}");
    }

    @Test
    public void asksForTheBodyOnceTheSenderIsKnown() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(server.post("Expect: 100-continue\r\n", "{}").replace("{}", ""));
            assertThat(client.readHead().status()).isEqualTo(100);
            client.send("{}");

            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    public void doesNotAskForTheBodyOfSomebodyUnknown() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(server.post("Expect: 100-continue\r\n", "{}")
                    .replace("{}", "")
                    .replace("k1:secret", "wrong"));

            assertThat(client.read().status()).isEqualTo(401);
        }
    }

    @Test
    public void forgetsAHalfSentBody() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(server.post("{\"half\":true}").replace("true}", ""));
            client.finish();

            assertThat(client.read().status()).isIn(0, 400);
            assertThat(client.closed()).isTrue();
        }
        assertThat(server.dispatcher.seen).isEmpty();
        assertThat(server.send(server.post("{}")).status()).isEqualTo(200);
    }

    @Test
    public void refusesABodyThatComesTooSlowly() throws Exception {
        try (TestServer hasty =
                        new TestServer(TestServer.TestSettings.standard().withRequest(Duration.ofMillis(300)));
                RawClient client = hasty.connect()) {
            client.send(hasty.post("{\"a\":1}").replace("1}", ""));

            assertThat(client.read().status()).isEqualTo(408);
            assertThat(client.closed()).isTrue();
            assertThat(hasty.dispatcher.seen).isEmpty();
        }
    }

    @Test
    public void refusesABodyOnASilentConnection() throws Exception {
        try (TestServer hasty =
                        new TestServer(TestServer.TestSettings.standard().withIdle(Duration.ofMillis(300)));
                RawClient client = hasty.connect()) {
            client.send(hasty.post("{\"a\":1}").replace("1}", ""));

            assertThat(client.read().status()).isEqualTo(408);
            assertThat(client.closed()).isTrue();
        }
    }

    @Test
    public void closesOnHeadersThatNeverEnd() throws Exception {
        try (TestServer hasty =
                        new TestServer(TestServer.TestSettings.standard().withRequest(Duration.ofMillis(300)));
                RawClient client = hasty.connect()) {
            client.send("POST /mcp HTTP/1.1\r\nHost: local");

            assertThat(client.closed()).isTrue();
        }
    }

    @Test
    public void letsACallRunLongerThanAConnectionMayBeSilent() throws Exception {
        server.close();
        server = new TestServer(TestServer.TestSettings.standard()
                .withIdle(Duration.ofMillis(200))
                .withRequest(Duration.ofMillis(200)));
        try (RawClient client = server.connect()) {
            server.dispatcher.then = exchange -> {};
            client.send(server.post("{}"));
            Exchange exchange = Wait.until(server.dispatcher.seen::peek);
            long until = System.nanoTime() + Duration.ofMillis(700).toNanos();
            Wait.until(() -> System.nanoTime() > until ? true : null);
            exchange.send(Reply.json(200, "{}".getBytes(StandardCharsets.UTF_8)));

            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    public void answers500WhenTheDispatcherThrows() throws Exception {
        server.dispatcher.then = exchange -> {
            throw new StackOverflowError("canary");
        };

        RawClient.Answer answer = server.send(server.post("{}"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Internal server error. The cause is in the server's log.\"}");
    }

    @Test
    public void givesTheDispatcherWhatTheRequestSays() throws Exception {
        server.send(server.post("Mcp-Name: a\r\nmcp-name: \u00e4\u00ff\r\n", "{}"));

        Exchange exchange = server.dispatcher.seen.element();
        assertThat(exchange.method()).isEqualTo("POST");
        assertThat(exchange.headers("MCP-Name")).containsExactly("a", "\u00e4\u00ff");
        assertThat(exchange.headers("absent")).isEmpty();
        assertThat(exchange.identity().credential().id()).isEqualTo("k1");
        assertThat(exchange.source()).isEqualTo("127.0.0.1");
    }

    @Test
    public void sendsTheFirstAnswerOnly() throws Exception {
        server.dispatcher.then = exchange -> {
            assertThat(exchange.send(Reply.empty(202).with("Mcp-Session-Id", "abc")))
                    .isTrue();
            assertThat(exchange.send(Reply.json(200, "{}".getBytes(StandardCharsets.UTF_8))))
                    .isFalse();
        };

        RawClient.Answer answer = server.send(server.post("{}"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("mcp-session-id")).isEqualTo("abc");
        assertThat(answer.headers()).doesNotContainKey("content-type");
    }

    @Test
    public void givesEachExchangeAThreadOfItsOwn() throws Exception {
        ThreadLocal<String> left = new ThreadLocal<>();
        server.dispatcher.then = exchange -> {
            String found = left.get() == null ? "clean" : left.get();
            left.set("left behind");
            exchange.send(Reply.json(200, ('"' + found + '"').getBytes(StandardCharsets.UTF_8)));
        };
        try (RawClient client = server.connect()) {
            int count = 50;
            client.send(server.post("{}").repeat(count));
            for (int at = 0; at < count; at++) {
                assertThat(client.read().body()).isEqualTo("\"clean\"");
            }
        }
    }

    @Test
    public void anExchangeOutlivesItsDispatcher() throws Exception {
        server.dispatcher.then = exchange -> {};
        try (RawClient client = server.connect()) {
            client.send(server.post("{}"));
            Exchange exchange = Wait.until(server.dispatcher.seen::peek);
            server.server.guards().unbind(server.dispatcher);
            exchange.send(Reply.json(200, "{}".getBytes(StandardCharsets.UTF_8)));

            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    private String typed(String type) {
        return "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY + "Content-Type: " + type
                + "\r\nContent-Length: 2\r\n\r\n{}";
    }

    private String chunkedHead() {
        return "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    }
}
