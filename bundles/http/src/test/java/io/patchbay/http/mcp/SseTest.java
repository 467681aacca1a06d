package io.patchbay.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.ToolResult;
import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.protocol.Transport;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.Test;

/** HTTP+SSE, the transport of 2024-11-05, over the real protocol. */
public final class SseTest extends SseFixture {

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
}
