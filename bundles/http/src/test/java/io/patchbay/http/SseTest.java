package io.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Standalone;
import io.patchbay.protocol.Transport;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
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

    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"roots\":{}},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final RecordingTrail trail = new RecordingTrail();
    private TestServer server;
    private Standalone protocol;

    @Before
    public void start() throws Exception {
        server = new TestServer().httpSse(true);
        protocol = new Standalone(server.authenticator, new OpenPolicy(), trail, folder.getRoot().toPath());
        protocol.publish("test", "", List.of(
                tool("echo", (arguments, context) -> ToolResult.text("echoed")),
                tool("talk", (arguments, context) -> {
                    context.log(io.patchbay.api.Level.ERROR, "talking");
                    return ToolResult.text("talked");
                }),
                tool("ask", (arguments, context) -> context.answers().isEmpty()
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

    /** One client: its stream, and where its messages go. */
    private final class Client implements AutoCloseable {

        private final RawClient stream = server.connect();
        private final Deque<String> events = new ArrayDeque<>();
        private final String messages;

        Client() throws Exception {
            stream.send(server.get("/sse", TestServer.KEY + "Accept: text/event-stream\r\n"));
            RawClient.Answer head = stream.readHead();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-type")).isEqualTo("text/event-stream");
            String endpoint = next();
            assertThat(endpoint).matches("event: endpoint\ndata: /messages\\?sessionId=[0-9a-f]{32}");
            messages = endpoint.substring(endpoint.indexOf('/'));
        }

        Client initialized() throws Exception {
            assertThat(post(INITIALIZE).status()).isEqualTo(202);
            assertThat(next()).startsWith("event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"protocolVersion\":\"2024-11-05\"");
            assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}").status()).isEqualTo(202);
            return this;
        }

        /** The next event, without the empty line after it. */
        String next() throws Exception {
            while (events.isEmpty()) {
                String chunk = stream.readChunk();
                if (chunk.isEmpty()) {
                    return "";
                }
                for (String event : chunk.split("\n\n")) {
                    if (!event.startsWith(":")) {
                        events.add(event);
                    }
                }
            }
            return events.remove();
        }

        RawClient.Answer post(String body) throws Exception {
            return post("", body);
        }

        RawClient.Answer post(String headers, String body) throws Exception {
            return SseTest.this.post(messages, TestServer.KEY + headers, body);
        }

        void call(String tool) throws Exception {
            assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\"}}").status()).isEqualTo(202);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private RawClient.Answer post(String path, String headers, String body) throws Exception {
        return server.send("POST " + path + " HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @Test
    public void isOffByDefault() throws Exception {
        server.httpSse(false);

        assertThat(server.send(server.get("/sse", TestServer.KEY)).status()).isEqualTo(404);
        assertThat(post("/messages?sessionId=0", TestServer.KEY, PING).status()).isEqualTo(404);
    }

    @Test
    public void answersOnTheStreamWhatIsPosted() throws Exception {
        try (Client client = new Client().initialized()) {
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
        try (Client client = new Client().initialized()) {
            client.call("talk");

            assertThat(client.next()).contains("notifications/message", "talking");
            assertThat(client.next()).contains("\"id\":1", "talked");
        }
    }

    @Test
    public void changesAreToldOnTheStream() throws Exception {
        try (Client client = new Client().initialized()) {
            protocol.publish("other", "", List.of(tool("new", (arguments, context) -> ToolResult.text(""))));

            assertThat(client.next()).contains("notifications/tools/list_changed");
        }
    }

    @Test
    public void connectorsAskOnTheStream() throws Exception {
        try (Client client = new Client().initialized()) {
            client.call("ask");
            String question = client.next();
            assertThat(question).contains("\"method\":\"roots/list\"");
            String id = question.replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");

            assertThat(client.post("{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"result\":{\"roots\":[]}}").status()).isEqualTo(202);

            assertThat(client.next()).contains("\"id\":1", "thanks");
        }
    }

    @Test
    public void newerLegacyRevisionsAreSpokenToo() throws Exception {
        for (String revision : List.of("2025-03-26", "2025-06-18", "2025-11-25")) {
            try (Client client = new Client()) {
                client.post(INITIALIZE.replace("2024-11-05", revision));
                assertThat(client.next()).contains("\"protocolVersion\":\"" + revision + "\"");

                client.call("talk");

                assertThat(client.next()).startsWith("event: message\ndata: {").contains("talking");
                assertThat(client.next()).contains("talked");
            }
        }
    }

    @Test
    public void theModernEraIsRefused() throws Exception {
        String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";
        String modern = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\n";
        try (Client client = new Client().initialized(); Client fresh = new Client()) {
            for (Client one : List.of(client, fresh)) {
                assertThat(one.post(modern, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{" + meta + "}}").status()).isEqualTo(400);
                assertThat(one.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{" + meta + "}}").body()).contains("-32600");
                assertThat(one.post(modern, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}").status()).isEqualTo(400);
                assertThat(one.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\",\"params\":{" + meta + "}}").status()).isEqualTo(400);
                assertThat(one.post(modern, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}").status()).isEqualTo(400);
            }
        }
    }

    @Test
    public void whatIsNoGoodIsRefusedAtOnce() throws Exception {
        try (Client client = new Client().initialized()) {
            for (String body : List.of("", "{", "5", "{}", "[]", "[" + PING + "]", INITIALIZE)) {
                assertThat(client.post(body).status()).as(body).isEqualTo(400);
            }
            assertThat(client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}").status()).isEqualTo(202);
            assertThat(client.next()).contains("-32601");
        }
        try (Client client = new Client()) {
            assertThat(client.post(PING).status()).isEqualTo(400);
        }
    }

    @Test
    public void arraysAreAnsweredByArraysIn20250326() throws Exception {
        try (Client client = new Client()) {
            client.post(INITIALIZE.replace("2024-11-05", "2025-03-26"));
            client.next();

            assertThat(client.post("[" + PING + "]").status()).isEqualTo(202);

            assertThat(client.next()).isEqualTo("event: message\ndata: [{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}]");
        }
    }

    @Test
    public void everyRequestSaysWhoSendsIt() throws Exception {
        assertThat(server.send(server.get("/sse")).status()).isEqualTo(401);
        assertThat(server.send(server.get("/sse", "Authorization: Bearer wrong\r\n")).status()).isEqualTo(401);
        try (Client client = new Client().initialized()) {
            assertThat(post(client.messages, "", PING).status()).isEqualTo(401);
        }
    }

    @Test
    public void nobodyElseCanUseAStream() throws Exception {
        server.authenticator.then = presented -> presented.headers("authorization").equals(List.of("Bearer k2"))
                ? TestServer.FakeAuthenticator.known("k2", Set.of("*"))
                : TestServer.FakeAuthenticator.byKey(presented);
        try (Client client = new Client().initialized()) {
            RawClient.Answer foreign = post(client.messages, "Authorization: Bearer k2\r\n", PING);
            RawClient.Answer none = post("/messages?sessionId=" + "0".repeat(32), "Authorization: Bearer k2\r\n", PING);

            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.body()).isEqualTo(none.body());
            for (String path : List.of(
                    "/messages", "/messages?", "/messages?sessionId=", "/messages?sid=" + client.messages.substring(20),
                    client.messages + "&x=1", "/messages?x=1&" + client.messages.substring(10))) {
                assertThat(post(path, TestServer.KEY, PING).status()).as(path).isEqualTo(404);
            }
            assertThat(server.trail.refused).extracting(Refusal::reason).contains("unknown_stream");
            client.post(PING);
            assertThat(client.next()).contains("\"id\":7");
        }
    }

    @Test
    public void aSessionOfTheOtherTransportCannotBeNamed() throws Exception {
        RawClient.Answer answer = server.send(server.post(INITIALIZE));
        try (Client client = new Client()) {
            assertThat(client.post("Mcp-Session-Id: " + answer.header("mcp-session-id") + "\r\n", PING).status()).isEqualTo(400);
        }
    }

    @Test
    public void foreignHostsAndOriginsAreRefused() throws Exception {
        for (String path : List.of("/sse", "/messages?sessionId=0")) {
            assertThat(server.send("GET " + path + " HTTP/1.1\r\nHost: evil.example.com\r\n" + TestServer.KEY + "\r\n").status()).isEqualTo(403);
            assertThat(server.send(server.get(path, TestServer.KEY + "Origin: https://evil.example.com\r\n")).status()).isEqualTo(403);
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
        try (Client client = new Client().initialized()) {
            assertThat(client.post(" ".repeat(70_000)).status()).isEqualTo(413);
            assertThat(server.send("POST " + client.messages + " HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n" + TestServer.KEY
                    + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}").status()).isEqualTo(415);
        }
    }

    @Test
    public void streamsCountAmongAllStreams() throws Exception {
        server.close();
        server = new TestServer(TestServer.TestSettings.standard().withMost(100, 1, 1)).httpSse(true);
        server.dispatcher.then = protocol.dispatcher();
        try (Client client = new Client().initialized()) {
            assertThat(server.send(server.get("/sse", TestServer.KEY)).status()).isEqualTo(503);
            client.call("talk");
            assertThat(client.next()).contains("talking");
        }
    }

    @Test
    public void theStreamsEndEndsTheSessionAndItsCalls() throws Exception {
        Client client = new Client().initialized();
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
        try (Client client = new Client().initialized()) {
            server.authenticator.holding = false;

            assertThat(client.next()).isEmpty();
        }
    }

    @Test
    public void aStreamOnWhichNobodyBeginsEnds() throws Exception {
        server.close();
        server = new TestServer(TestServer.TestSettings.standard().withRequest(Duration.ofMillis(200))).httpSse(true);
        server.dispatcher.then = protocol.dispatcher();
        try (Client client = new Client()) {
            assertThat(client.next()).isEmpty();
        }
    }

    @Test
    public void switchingItOffEndsItsStreams() throws Exception {
        try (Client client = new Client().initialized()) {
            server.httpSse(false);

            assertThat(client.next()).isEmpty();
        }
    }

    @Test
    public void aStreamIsKeptAlive() throws Exception {
        server.close();
        server = new TestServer(TestServer.TestSettings.standard().withHeartbeat(Duration.ofMillis(100))).httpSse(true);
        server.dispatcher.then = protocol.dispatcher();
        try (Client client = new Client().initialized()) {
            assertThat(client.stream.readChunk()).startsWith(": ");
        }
    }

    @Test
    public void theEndpointHasTheProxysPath() throws Exception {
        Settings now = server.server.settings();
        server.server.modified(new Settings(
                now.address(), Optional.of(URI.create("https://mcp.example.com/team/")), now.gate(), now.proxies(), now.limits(), true));
        try (RawClient client = server.connect()) {
            client.send(server.get("/sse", TestServer.KEY));
            client.readHead();

            assertThat(client.readChunk()).startsWith("event: endpoint\ndata: /team/messages?sessionId=");
        }
    }

    @Test
    public void everyCallIsOnRecordAsEverywhere() throws Exception {
        try (Client client = new Client().initialized()) {
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
        try (Client client = new Client().initialized()) {
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

    /** Lets everybody see and do everything. */
    private static final class OpenPolicy implements CallPolicy {

        @Override
        public long version() {
            return 0;
        }

        @Override
        public Visibility visible(Grants grants, Target target) {
            return Visibility.VISIBLE;
        }

        @Override
        public Decision decide(Operation operation) {
            return Decision.ALLOW;
        }
    }

    /** Remembers how operations came out. */
    private static final class RecordingTrail implements AuditTrail {

        private final Queue<String> outcomes = new ConcurrentLinkedQueue<>();

        @Override
        public AuditEntry open(Opening opening) {
            return new AuditEntry() {
                @Override
                public void target(Target target, Arguments arguments, Set<String> secrets) {
                    // everything is in the outcome
                }

                @Override
                public void decided(Decision decision) {
                    // always allowed
                }

                @Override
                public void intent() {
                    // there are no writes
                }

                @Override
                public void close(Outcome outcome) {
                    outcomes.add(opening.method() + " " + outcome.kind());
                }
            };
        }

        @Override
        public void refused(Refusal refusal) {
            outcomes.add("refused " + refusal.reason());
        }
    }
}
