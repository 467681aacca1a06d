package io.patchbay.http.mcp;

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
import io.patchbay.protocol.start.Standalone;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A server with HTTP+SSE, the transport of 2024-11-05, over the real protocol. */
abstract class SseFixture {

    static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    final OutcomeTrail trail = new OutcomeTrail();
    TestServer server;
    Standalone protocol;

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

    SseClient client() throws Exception {
        return new SseClient(server);
    }

    RawClient.Answer post(String path, String headers, String body) throws Exception {
        return SseClient.post(server, path, headers, body);
    }

    static Tool tool(String name, Body body) {
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

    interface Body {
        ToolResult call(Arguments arguments, CallContext context) throws Exception;
    }
}
