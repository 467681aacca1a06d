package io.patchbay.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** One client, with its stream and the URL for its messages. */
public final class SseClient implements AutoCloseable {

    public static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"roots\":{}},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

    public final RawClient stream;
    public final String messages;
    private final TestServer server;
    private final Deque<String> events = new ArrayDeque<>();

    public SseClient(TestServer server) throws Exception {
        this.server = server;
        this.stream = server.connect();
        stream.send(server.get("/sse", TestServer.KEY + "Accept: text/event-stream\r\n"));
        RawClient.Answer head = stream.readHead();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-type")).isEqualTo("text/event-stream");
        String endpoint = next();
        assertThat(endpoint).matches("event: endpoint\ndata: /messages\\?sessionId=[0-9a-f]{32}");
        messages = endpoint.substring(endpoint.indexOf('/'));
    }

    public SseClient initialized() throws Exception {
        assertThat(post(INITIALIZE).status()).isEqualTo(202);
        assertThat(next())
                .startsWith(
                        "event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"protocolVersion\":\"2024-11-05\"");
        assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .status())
                .isEqualTo(202);
        return this;
    }

    /** Returns the next event, without the empty line after it. */
    public String next() throws Exception {
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

    public RawClient.Answer post(String body) throws Exception {
        return post("", body);
    }

    public RawClient.Answer post(String headers, String body) throws Exception {
        return post(server, messages, TestServer.KEY + headers, body);
    }

    public void call(String tool) throws Exception {
        assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                                + "\"}}")
                        .status())
                .isEqualTo(202);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    /** Posts to any path, without a credential. */
    public static RawClient.Answer post(TestServer server, String path, String headers, String body) throws Exception {
        return server.send("POST " + path + " HTTP/1.1\r\nHost: localhost:" + server.port()
                + "\r\nContent-Type: application/json\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n"
                + body);
    }
}
