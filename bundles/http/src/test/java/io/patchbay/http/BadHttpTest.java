package io.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class BadHttpTest {

    private static final int MORE_THAN_SOCKETS_HOLD = 16 * 1024 * 1024;

    private TestServer server;

    @Before
    public void start() throws Exception {
        server = new TestServer();
    }

    @After
    public void stop() throws Exception {
        assertThat(server.send(server.post("{}")).status())
                .as("the server still serves")
                .isEqualTo(200);
        server.close();
    }

    @Test
    public void refusesRequestsThatEndInTwoWays() throws Exception {
        String head =
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY + "Content-Type: application/json\r\n";
        String hidden = "GET /mcp HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY + "\r\n";
        List<String> shapes = List.of(
                head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
                head + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}" + hidden,
                head + "Content-Length: 2\r\nContent-Length: 80\r\n\r\n{}" + hidden,
                head + "Content-Length: 2, 80\r\n\r\n{}" + hidden,
                head + "Content-Length: +2\r\n\r\n{}" + hidden,
                head + "Content-Length: 2x\r\n\r\n{}" + hidden,
                head + "Content-Length: -1\r\n\r\n{}" + hidden,
                head + "Content-Length: 99999999999999999999\r\n\r\n{}" + hidden,
                head + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + hidden,
                head + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + hidden,
                head + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + hidden,
                head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n" + hidden,
                head + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n" + hidden,
                head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}X\r\n0\r\n\r\n" + hidden,
                head + " Content-Length: 2\r\n\r\n{}" + hidden,
                head + "X: a\r\n Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + hidden,
                "POST /mcp HTTP/1.0\r\nHost: localhost\r\n" + TestServer.KEY
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden);
        for (String shape : shapes) {
            try (RawClient client = server.connect()) {
                client.send(shape);

                RawClient.Answer answer = client.read();

                assertThat(answer.status()).as(shape).isIn(0, 400, 411, 413, 415, 501);
                assertThat(client.closed()).as(shape).isTrue();
            }
        }
        assertThat(server.dispatcher.seen).isEmpty();
    }

    @Test
    public void refusesTooManyAndTooLongHeaders() throws Exception {
        assertThat(server.send("GET /mcp HTTP/1.1\r\nHost: localhost\r\n" + "X-A: b\r\n".repeat(10_000) + "\r\n")
                        .status())
                .isIn(0, 431);
        assertThat(server.send("GET /mcp HTTP/1.1\r\nHost: localhost\r\nX-A: " + "b".repeat(100_000) + "\r\n\r\n")
                        .status())
                .isIn(0, 431);
        assertThat(server.send("GET /mcp?" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .status())
                .isIn(0, 414);
    }

    @Test
    public void refusesWhatIsNoHttp() throws Exception {
        List<String> shapes = List.of(
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\r\n\r\n",
                "GET /mcp\r\n\r\n",
                "GET /mcp HTTP/3.0\r\nHost: localhost\r\n\r\n",
                "GET /mcp HTTP/1.1\r\nHost: localhost\r\nX-\u0000: a\r\n\r\n",
                "GET /mcp HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n",
                "GET /mcp HTTP/1.1\r\nHost: localhost\r\nNo colon here\r\n\r\n",
                "GET /m cp HTTP/1.1\r\nHost: localhost\r\n\r\n");
        for (String shape : shapes) {
            try (RawClient client = server.connect()) {
                client.send(shape);

                RawClient.Answer answer = client.read();

                assertThat(answer.status()).as(shape).isIn(0, 400, 426, 505);
                assertThat(answer.body()).as(shape).doesNotContain("<html", "jetty", "Exception", "at org.");
                if (answer.status() != 0) {
                    assertThat(answer.body()).as(shape).startsWith("{\"error\":");
                }
            }
        }
        assertThat(server.dispatcher.seen).isEmpty();
    }

    @Test
    public void servesPipelinedRequestsInOrder() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(server.post("{\"n\":1}") + server.get("/healthz") + server.post("{\"n\":2}"));

            assertThat(client.read().body()).isEqualTo("{}");
            assertThat(client.read().body()).isEqualTo("{\"alive\":true}");
            assertThat(client.read().body()).isEqualTo("{}");
        }
        assertThat(server.dispatcher.seen)
                .extracting(exchange -> new String(exchange.body(), StandardCharsets.UTF_8))
                .containsExactly("{\"n\":1}", "{\"n\":2}");
    }

    @Test
    public void aClientThatIsStillSendingLearnsWhyItIsRefused() throws Exception {
        String large = " ".repeat(MORE_THAN_SOCKETS_HOLD);
        String request = server.post(large);
        String chunked = request.replaceFirst("Content-Length: \\d+", "Transfer-Encoding: chunked")
                .replace(large, Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n");

        assertThat(server.send(request).status()).isEqualTo(413);
        assertThat(server.send(chunked).status()).isEqualTo(413);
        assertThat(server.send(request.replace(TestServer.KEY, "")).status()).isEqualTo(401);
        assertThat(server.send(request.replace("application/json", "text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(server.send(request.replace("/mcp", "/nothing")).status()).isEqualTo(404);
        assertThat(server.dispatcher.seen).isEmpty();
    }

    @Test
    public void goesOnWithTheConnectionOfAClientThatSentAllTheSame() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(server.post(" ".repeat(MORE_THAN_SOCKETS_HOLD)));
            assertThat(client.read().status()).isEqualTo(413);
            client.send(server.post("{}"));
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    public void letsGoOfAClientThatIsRefusedAndDoesNotEnd() throws Exception {
        try (TestServer hasty =
                        new TestServer(TestServer.TestSettings.standard().withRequest(Duration.ofMillis(200)));
                RawClient client = hasty.connect()) {
            client.send(hasty.post(" ".repeat(100_000)).substring(0, 50_000));

            assertThat(client.read().status()).isEqualTo(413);
            assertThat(client.closed()).isTrue();
        }
    }

    @Test
    public void keepsTheConnectionAfterARefusalThatReadAll() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(server.get("/nothing"));
            assertThat(client.read().status()).isEqualTo(404);
            client.send(server.get("/mcp"));
            assertThat(client.read().status()).isEqualTo(401);
            client.send(server.post("{}").replace("application/json", "text/plain"));
            assertThat(client.read().status()).isEqualTo(415);
            client.send(server.post("{}"));
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    public void neverTakesABodyItDidNotReadForARequest() throws Exception {
        String inner = server.post("{\"inner\":true}");
        try (RawClient client = server.connect()) {
            client.send(server.post(inner).replace("k1:secret", "wrong!!!!").replace("application/json", "text/plain"));

            assertThat(client.read().status()).isEqualTo(401);
            client.finish();
            assertThat(client.closed()).isTrue();
        }
        assertThat(server.dispatcher.seen).isEmpty();
    }

    @Test
    public void speaksHttpOneDotZero() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(server.post("{}").replace("HTTP/1.1", "HTTP/1.0"));

            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.closed()).isTrue();
        }
    }
}
