package io.patchbay.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.http.OpenPolicy;
import io.patchbay.http.OutcomeTrail;
import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.http.Wait;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.settings.PublicUrl;
import io.patchbay.protocol.Transport;
import io.patchbay.protocol.start.Standalone;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.identity.Narrowing;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** HTTP+SSE, the transport of 2024-11-05, over the real protocol. */
public final class SseTest {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final OutcomeTrail trail = new OutcomeTrail();
    private TestServer server;
    private Standalone protocol;

    @Before
    public void start() throws Exception {
        server = new TestServer().httpSse(true);
        protocol = new Standalone(
                server.authenticator, new OpenPolicy(), trail, folder.getRoot().toPath());
        protocol.publish(
                "test",
                "",
                List.of(
                        tool("echo", (arguments, context) -> ToolResult.text("echoed")),
                        tool("talk", (arguments, context) -> {
                            context.log(io.patchbay.api.Level.ERROR, "talking");
                            return ToolResult.text("talked");
                        }),
                        tool(
                                "ask",
                                (arguments, context) -> context.answers().isEmpty()
                                        ? ToolResult.ask("folders", new InputRequest.Roots())
                                        : ToolResult.text("thanks")),
                        tool("hang", (arguments, context) -> {
                            started.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                            return ToolResult.text("late");
                        })));
        server.dispatcher.then = protocol.dispatcher();
    }

    @After
    public void stop() {
        protocol.close();
        server.close();
    }

    private SseClient client() throws Exception {
        return new SseClient(server);
    }

    private RawClient.Answer post(String path, String headers, String body) throws Exception {
        return SseClient.post(server, path, headers, body);
    }

    @Test
    public void isOffByDefault() throws Exception {
        server.httpSse(false);

        assertThat(server.send(server.get("/sse", TestServer.KEY)).status()).isEqualTo(404);
        assertThat(post("/messages?sessionId=0", TestServer.KEY, PING).status()).isEqualTo(404);
    }

    @Test
    public void answersOnTheStreamWhatIsPosted() throws Exception {
        try (SseClient client = client().initialized()) {
            RawClient.Answer answer = client.post(PING);

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEmpty();
            assertThat(client.next()).isEqualTo("event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}");
            client.call("echo");
            assertThat(client.next()).contains("\"id\":1", "echoed");
            client.call("none");
            assertThat(client.next()).contains("\"id\":1", "-32602");
        }
    }

    @Test
    public void whatComesBeforeAResultComesOnTheSameStream() throws Exception {
        try (SseClient client = client().initialized()) {
            client.call("talk");

            assertThat(client.next()).contains("notifications/message", "talking");
            assertThat(client.next()).contains("\"id\":1", "talked");
        }
    }

    @Test
    public void changesAreToldOnTheStream() throws Exception {
        try (SseClient client = client().initialized()) {
            protocol.publish("other", "", List.of(tool("new", (arguments, context) -> ToolResult.text(""))));

            assertThat(client.next()).contains("notifications/tools/list_changed");
        }
    }

    @Test
    public void connectorsAskOnTheStream() throws Exception {
        try (SseClient client = client().initialized()) {
            client.call("ask");
            String question = client.next();
            assertThat(question).contains("\"method\":\"roots/list\"");
            String id = question.replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");

            assertThat(client.post("{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"result\":{\"roots\":[]}}")
                            .status())
                    .isEqualTo(202);

            assertThat(client.next()).contains("\"id\":1", "thanks");
        }
    }

    @Test
    public void newerLegacyRevisionsAreSpokenToo() throws Exception {
        for (String revision : List.of("2025-03-26", "2025-06-18", "2025-11-25")) {
            try (SseClient client = client()) {
                client.post(SseClient.INITIALIZE.replace("2024-11-05", revision));
                assertThat(client.next()).contains("\"protocolVersion\":\"" + revision + "\"");

                client.call("talk");

                assertThat(client.next()).startsWith("event: message\ndata: {").contains("talking");
                assertThat(client.next()).contains("talked");
            }
        }
    }

    @Test
    public void theModernEraIsRefused() throws Exception {
        String meta =
                "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";
        String modern = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\n";
        try (SseClient client = client().initialized();
                SseClient fresh = client()) {
            for (SseClient one : List.of(client, fresh)) {
                assertThat(one.post(
                                        modern,
                                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{" + meta
                                                + "}}")
                                .status())
                        .isEqualTo(400);
                assertThat(one.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{" + meta
                                        + "}}")
                                .body())
                        .contains("-32600");
                assertThat(one.post(modern, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                                .status())
                        .isEqualTo(400);
                assertThat(one.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\",\"params\":{" + meta + "}}")
                                .status())
                        .isEqualTo(400);
                assertThat(one.post(modern, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}")
                                .status())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    public void whatIsNoGoodIsRefusedAtOnce() throws Exception {
        try (SseClient client = client().initialized()) {
            for (String body : List.of("", "{", "5", "{}", "[]", "[" + PING + "]", SseClient.INITIALIZE)) {
                assertThat(client.post(body).status()).as(body).isEqualTo(400);
            }
            assertThat(client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}")
                            .status())
                    .isEqualTo(202);
            assertThat(client.next()).contains("-32601");
        }
        try (SseClient client = client()) {
            assertThat(client.post(PING).status()).isEqualTo(400);
        }
    }

    @Test
    public void arraysAreAnsweredByArraysIn20250326() throws Exception {
        try (SseClient client = client()) {
            client.post(SseClient.INITIALIZE.replace("2024-11-05", "2025-03-26"));
            client.next();

            assertThat(client.post("[" + PING + "]").status()).isEqualTo(202);

            assertThat(client.next()).isEqualTo("event: message\ndata: [{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}]");
        }
    }

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
                        ? TestServer.FakeAuthenticator.known("k2", Narrowing.READS_EVERYTHING)
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
    public void streamsCountAmongAllStreams() throws Exception {
        server.close();
        server = new TestServer(TestServer.TestSettings.standard().withMost(100, 1, 1)).httpSse(true);
        server.dispatcher.then = protocol.dispatcher();
        try (SseClient client = client().initialized()) {
            assertThat(server.send(server.get("/sse", TestServer.KEY)).status()).isEqualTo(503);
            client.call("talk");
            assertThat(client.next()).contains("talking");
        }
    }

    @Test
    public void theStreamsEndEndsTheSessionAndItsCalls() throws Exception {
        SseClient client = client().initialized();
        client.call("hang");
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

        client.close();

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        Wait.untilTrue(() -> client.post(PING).status() == 404);
        Wait.untilTrue(() -> server.server.streams().count() == 0);
        Wait.untilTrue(() -> trail.outcomes.contains("tools/call CANCELLED"));
        Wait.untilTrue(() -> trail.outcomes.contains("GET end OK"));
    }

    @Test
    public void aRevokedCredentialEndsTheStream() throws Exception {
        try (SseClient client = client().initialized()) {
            server.authenticator.holding = false;

            assertThat(client.next()).isEmpty();
        }
    }

    @Test
    public void aStreamOnWhichNobodyBeginsEnds() throws Exception {
        server.close();
        server = new TestServer(TestServer.TestSettings.standard().withRequest(Duration.ofMillis(200))).httpSse(true);
        server.dispatcher.then = protocol.dispatcher();
        try (SseClient client = client()) {
            assertThat(client.next()).isEmpty();
        }
    }

    @Test
    public void switchingItOffEndsItsStreams() throws Exception {
        try (SseClient client = client().initialized()) {
            server.httpSse(false);

            assertThat(client.next()).isEmpty();
        }
    }

    @Test
    public void aStreamIsKeptAlive() throws Exception {
        server.close();
        server = new TestServer(TestServer.TestSettings.standard().withHeartbeat(Duration.ofMillis(100))).httpSse(true);
        server.dispatcher.then = protocol.dispatcher();
        try (SseClient client = client().initialized()) {
            assertThat(client.stream.readChunk()).startsWith(": ");
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

    @Test
    public void everyCallIsOnRecordAsEverywhere() throws Exception {
        try (SseClient client = client().initialized()) {
            client.call("echo");
            client.next();
        }

        assertThat(trail.outcomes).contains("initialize OK", "GET start OK", "tools/call OK");
    }

    @Test
    public void theDispatcherKnowsTheTransport() throws Exception {
        Queue<Transport> seen = new ConcurrentLinkedQueue<>();
        server.dispatcher.then = exchange -> {
            seen.add(exchange.transport());
            protocol.dispatcher().dispatch(exchange);
        };
        try (SseClient client = client().initialized()) {
            client.post(PING);
        }

        assertThat(seen).containsOnly(Transport.HTTP_SSE);
    }

    private static Tool tool(String name, Body body) {
        return new Tool() {
            @Override
            public ToolDefinition definition() {
                return ToolDefinition.readOnly(name, "A tool of a test.", Schema.of("{\"type\":\"object\"}"));
            }

            @Override
            public ToolResult call(Arguments arguments, CallContext context) throws Exception {
                return body.call(arguments, context);
            }
        };
    }

    private interface Body {
        ToolResult call(Arguments arguments, CallContext context) throws Exception;
    }
}
