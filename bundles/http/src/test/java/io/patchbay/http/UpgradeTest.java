package io.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** No connection changes its protocol while it passes through a proxy. */
public class UpgradeTest {

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

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
    public void answersARequestThatOffersAnotherProtocolInItsOwn() throws Exception {
        String settings = "HTTP2-Settings: AAMAAABkAAQAAP__\r\n";
        for (String path : List.of("/healthz", "/mcp", "/readyz", "/metrics", "/sse", "/nothing", "/")) {
            for (String method : List.of("GET", "POST", "OPTIONS", "DELETE")) {
                for (String offer : List.of(
                        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n" + settings,
                        "Connection: upgrade\r\nUpgrade: h2c\r\n" + settings,
                        "Connection: Upgrade\r\nUpgrade: h2c\r\n",
                        "Connection: keep-alive, Upgrade\r\nUpgrade: H2C\r\n" + settings,
                        "Upgrade: h2c\r\n" + settings,
                        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: websocket, h2c\r\n" + settings,
                        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n",
                        "Connection: Upgrade\r\nUpgrade: TLS/1.2\r\n",
                        "Connection: Upgrade\r\nUpgrade: PRI\r\n" + settings)) {
                    assertStaysAsItIs(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                            + offer + "\r\n");
                }
            }
        }
    }

    @Test
    public void doesNotAnswerAnOfferAfterOtherRequestsEither() throws Exception {
        String offer = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
        try (RawClient client = server.connect()) {
            client.send(server.get("/healthz"));
            assertThat(client.read().status()).isEqualTo(200);
            client.send(server.post("{}"));
            assertThat(client.read().status()).isEqualTo(200);
            client.send(server.get("/healthz", offer));
            assertThat(client.read().status()).isEqualTo(200);
            client.send(server.get("/mcp", TestServer.KEY + offer));
            assertThat(client.read().status()).isEqualTo(200);
            client.send(server.post(offer, "{}"));
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    public void speaksHttp2OnlyWithAClientThatBeginsWithIt() throws Exception {
        try (Http2Client client = new Http2Client(server.port())) {
            assertThat(client.ask("GET", "/healthz", Map.of(), ""))
                    .isEqualTo(new Http2Client.Answer(200, "{\"alive\":true}"));
        }
        try (RawClient client = server.connect()) {
            client.send(server.get("/healthz"));
            assertThat(client.read().status()).isEqualTo(200);
            client.send(PREFACE);

            assertThat(client.read().status()).isEqualTo(426);
            assertThat(client.closed()).isTrue();
        }
    }

    @Test
    public void isNoTunnel() throws Exception {
        for (String target : List.of("localhost:80", "127.0.0.1:" + server.port(), "/mcp", "*")) {
            RawClient.Answer answer =
                    server.send("CONNECT " + target + " HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY + "\r\n");

            assertThat(answer.status()).as(target).isBetween(400, 499);
        }
        try (Http2Client client = new Http2Client(server.port())) {
            Http2Client.Answer answer = client.ask(
                    "CONNECT", "/mcp", Map.of(":protocol", "websocket", "authorization", "Bearer k1:secret"), "");
            assertThat(answer.status()).isNotEqualTo(200);
        }
        assertThat(server.dispatcher.seen).isEmpty();
    }

    private void assertStaysAsItIs(String request) throws Exception {
        try (RawClient client = server.connect()) {
            client.send(request);
            RawClient.Answer answer = client.read();
            assertThat(answer.status()).as(request).isGreaterThanOrEqualTo(200);
            if (answer.status() == 400) {
                assertThat(client.closed())
                        .as(request)
                        .isTrue(); // an Upgrade that Connection does not name is malformed
                return;
            }
            client.send(server.get("/healthz"));
            assertThat(client.read().body()).as(request).isEqualTo("{\"alive\":true}");
        }
    }
}
