package io.patchbay.cli.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cli.FakeServer;
import io.patchbay.cli.mcp.Endpoint;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.WireListener;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.Timeout;

/** Runs the bridge on two pipes against a server with answers set by the test. */
public abstract class BridgeCase {

    private static final int PIPE_BYTES = 1 << 22;
    static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    static final String WELCOME =
            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{\"listChanged\":true}},"
                    + "\"serverInfo\":{\"name\":\"x\",\"version\":\"1\"}}";

    @Rule
    public final Timeout timeout = Timeout.seconds(60);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final CountDownLatch done = new CountDownLatch(1);
    FakeServer server;
    OutputStream in;
    private BufferedReader out;
    Thread bridge;

    @Before
    public void start() throws IOException {
        server = new FakeServer();
        begin(Duration.ofSeconds(20));
    }

    @After
    public void stop() throws IOException {
        in.close();
        done.countDown();
        server.close();
    }

    void begin(Duration patience) throws IOException {
        PipedOutputStream toBridge = new PipedOutputStream();
        PipedInputStream fromClient = new PipedInputStream(toBridge, PIPE_BYTES);
        PipedOutputStream fromBridge = new PipedOutputStream();
        out = new BufferedReader(
                new InputStreamReader(new PipedInputStream(fromBridge, PIPE_BYTES), StandardCharsets.UTF_8));
        in = toBridge;
        Http http = new Http(Endpoint.of(server.url(), Optional.of("id:secret")), WireListener.none());
        Bridge carrying = new Bridge(
                fromClient,
                new PrintStream(fromBridge, true, StandardCharsets.UTF_8),
                new PrintStream(log, true, StandardCharsets.UTF_8),
                http,
                new Bridge.Timeouts(patience, Duration.ofSeconds(20)));
        bridge = new Thread(() -> {
            try {
                carrying.run();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        bridge.setDaemon(true);
        bridge.start();
    }

    void legacy(String session) throws IOException {
        session(session);
        say("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}");
        assertThat(heard()).contains("protocolVersion");
        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    void session(String id) {
        server.on("initialize", asked -> {
            asked.exchange().getResponseHeaders().set("Mcp-Session-Id", id);
            asked.result(WELCOME);
        });
        if (server.heard("initialize").isEmpty() && server.heard("GET").isEmpty()) {
            server.on("DELETE", asked -> asked.http(204, ""));
        }
    }

    void lists(String header) {
        server.result(
                "tools/list",
                "{\"tools\":[{\"name\":\"find\",\"inputSchema\":{\"type\":\"object\",\"properties\":{"
                        + "\"region\":{\"type\":\"string\",\"x-mcp-header\":\"" + header
                        + "\"},\"n\":{\"type\":\"string\",\"x-mcp-header\":\"N\"}}}}]}");
    }

    static String modern(Object id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + META
                + (params.isEmpty() ? "" : "," + params) + "}}";
    }

    void say(String line) throws IOException {
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    String heard() {
        try {
            return Optional.ofNullable(out.readLine()).orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
