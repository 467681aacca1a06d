package io.patchbay.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.settings.PublicUrl;
import io.patchbay.spi.audit.Refusal;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** Who may use HTTP+SSE, and at which addresses. */
public final class SseAccessTest extends SseFixture {

    @Test
    public void everyRequestSaysWhoSendsIt() throws Exception {
        assertThat(server.send(server.get("/sse")).status()).isEqualTo(401);
        assertThat(server.send(server.get("/sse", "Authorization: Bearer wrong\r\n"))
                        .status())
                .isEqualTo(401);
        try (SseClient client = client().initialized()) {
            assertThat(post(client.messages, "", PING).status()).isEqualTo(401);
        }
    }

    @Test
    public void nobodyElseCanUseAStream() throws Exception {
        server.authenticator.then = presented ->
                presented.headers("authorization").equals(List.of("Bearer k2"))
                        ? TestServer.FakeAuthenticator.known("k2", Set.of("*"))
                        : TestServer.FakeAuthenticator.byKey(presented);
        try (SseClient client = client().initialized()) {
            RawClient.Answer foreign = post(client.messages, "Authorization: Bearer k2\r\n", PING);
            RawClient.Answer none = post("/messages?sessionId=" + "0".repeat(32), "Authorization: Bearer k2\r\n", PING);

            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.body()).isEqualTo(none.body());
            for (String path : List.of(
                    "/messages",
                    "/messages?",
                    "/messages?sessionId=",
                    "/messages?sid=" + client.messages.substring(20),
                    client.messages + "&x=1",
                    "/messages?x=1&" + client.messages.substring(10))) {
                assertThat(post(path, TestServer.KEY, PING).status()).as(path).isEqualTo(404);
            }
            assertThat(server.trail.refused).extracting(Refusal::reason).contains("unknown_stream");
            client.post(PING);
            assertThat(client.next()).contains("\"id\":7");
        }
    }

    @Test
    public void aSessionOfTheOtherTransportCannotBeNamed() throws Exception {
        RawClient.Answer answer = server.send(server.post(SseClient.INITIALIZE));
        try (SseClient client = client()) {
            assertThat(client.post("Mcp-Session-Id: " + answer.header("mcp-session-id") + "\r\n", PING)
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    public void foreignHostsAndOriginsAreRefused() throws Exception {
        for (String path : List.of("/sse", "/messages?sessionId=0")) {
            assertThat(server.send("GET " + path + " HTTP/1.1\r\nHost: evil.example.com\r\n" + TestServer.KEY + "\r\n")
                            .status())
                    .isEqualTo(403);
            assertThat(server.send(server.get(path, TestServer.KEY + "Origin: https://evil.example.com\r\n"))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    public void webPagesThatMayCallMayCallHere() throws Exception {
        RawClient.Answer preflight = server.send("OPTIONS /messages HTTP/1.1\r\nHost: localhost:" + server.port()
                + "\r\nOrigin: https://app.example.com\r\nAccess-Control-Request-Method: POST\r\n\r\n");

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("access-control-allow-origin")).isEqualTo("https://app.example.com");
    }

    @Test
    public void otherMethodsAreNotAllowed() throws Exception {
        RawClient.Answer posted = post("/sse", TestServer.KEY, PING);
        RawClient.Answer got = server.send(server.get("/messages?sessionId=0", TestServer.KEY));

        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.header("allow")).contains("GET");
        assertThat(got.status()).isEqualTo(405);
        assertThat(got.header("allow")).contains("POST");
    }

    @Test
    public void bodiesAreBoundedAndTyped() throws Exception {
        try (SseClient client = client().initialized()) {
            assertThat(client.post(" ".repeat(70_000)).status()).isEqualTo(413);
            assertThat(server.send("POST " + client.messages + " HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n"
                                    + TestServer.KEY + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}")
                            .status())
                    .isEqualTo(415);
        }
    }

    @Test
    public void theEndpointHasTheProxysPath() throws Exception {
        HttpSettings now = server.server.settings();
        server.server.modified(new HttpSettings(
                now.address(),
                PublicUrl.of("https://mcp.example.com/team/"),
                now.hostRules(),
                now.proxies(),
                now.limits(),
                true));
        try (RawClient client = server.connect()) {
            client.send(server.get("/sse", TestServer.KEY));
            client.readHead();

            String first = client.readChunk();
            assertThat(first).startsWith("event: endpoint\ndata: /team/messages?sessionId=");
            // a client that connects to this server directly can use it as well
            String where = first.substring(first.indexOf("/team"), first.indexOf("\n", first.indexOf("/team")));
            String message = server.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                    .replace("POST /mcp ", "POST " + where + " ");
            assertThat(server.send(message).status()).isNotEqualTo(404);
        }
    }
}
