package io.patchbay.cli.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cli.FakeServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.Test;

/** The bridge in the legacy era. */
public class BridgeSessionTest extends BridgeCase {

    @Test
    public void keepsASessionAndPassesQuestionsAndAnswers() throws IOException {
        legacy("s-1");
        CountDownLatch answered = new CountDownLatch(1);
        server.on("response", asked -> {
            asked.http(202, "");
            answered.countDown();
        });
        server.on("tools/call", asked -> {
            try (OutputStream stream = asked.stream()) {
                FakeServer.Asked.event(
                        stream, "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"elicitation/create\",\"params\":{}}");
                await(answered);
                FakeServer.Asked.event(stream, asked.answer("\"result\":{\"content\":[]}"));
            }
        });

        say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\"}}");
        assertThat(heard()).contains("elicitation/create");
        say("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"result\":{\"action\":\"decline\"}}");

        assertThat(heard()).contains("\"id\":1").contains("content");
        assertThat(server.heard("tools/call").get(0).header("Mcp-Session-Id")).isEqualTo("s-1");
        assertThat(server.heard("tools/call").get(0).header("MCP-Protocol-Version"))
                .isEqualTo("2025-11-25");
        assertThat(server.heard("response").get(0).header("Mcp-Session-Id")).isEqualTo("s-1");
    }

    /** A script may write all messages before it reads an answer. */
    @Test
    public void acceptsMessagesBeforeTheHandshakeIsAnswered() throws IOException {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch initialized = new CountDownLatch(1);
        server.on("initialize", asked -> {
            await(waiting);
            asked.exchange().getResponseHeaders().set("Mcp-Session-Id", "s-1");
            asked.result(WELCOME);
        });
        server.on("DELETE", asked -> asked.http(204, ""));
        server.on("notifications/initialized", asked -> {
            asked.http(202, "");
            initialized.countDown();
        });
        server.result("ping", "{}");

        say("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}");
        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
        in.close();
        waiting.countDown();

        assertThat(heard()).contains("\"id\":0").contains("protocolVersion");
        assertThat(heard()).contains("\"id\":1").contains("result");
        await(initialized);
        assertThat(server.heard("notifications/initialized").get(0).header("Mcp-Session-Id"))
                .isEqualTo("s-1");
        assertThat(server.heard("ping").get(0).header("Mcp-Session-Id")).isEqualTo("s-1");
    }

    @Test
    public void forwardsTheCancellationOfALegacyCallAndStaysSilent() throws IOException {
        legacy("s-1");
        CountDownLatch told = new CountDownLatch(1);
        server.on("notifications/cancelled", asked -> {
            asked.http(202, "");
            told.countDown();
        });
        server.on("tools/call", asked -> {
            try (OutputStream stream = asked.stream()) {
                FakeServer.Asked.event(
                        stream, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}");
                await(told);
            }
        });
        server.result("ping", "{}");
        say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\"}}");
        assertThat(heard()).contains("progress");

        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        say("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}");

        assertThat(heard()).contains("\"id\":2");
        assertThat(server.heard("notifications/cancelled")).hasSize(1);
    }

    @Test
    public void startsANewSessionIfTheServerForgotTheOldOne() throws IOException {
        legacy("s-1");
        server.result("resources/subscribe", "{}").result("logging/setLevel", "{}");
        say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/subscribe\",\"params\":{\"uri\":\"a:b\"}}");
        heard();
        say("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"info\"}}");
        heard();
        session("s-2");
        server.on("tools/call", asked -> {
            if (asked.header("Mcp-Session-Id").equals("s-2")) {
                asked.result("{\"content\":[]}");
            } else {
                asked.http(404, asked.error(-32600, "no such session"));
            }
        });

        say("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"x\"}}");

        assertThat(heard()).contains("notifications/tools/list_changed");
        assertThat(heard()).contains("\"id\":3").contains("content");
        assertThat(server.heard("resources/subscribe").get(1).header("Mcp-Session-Id"))
                .isEqualTo("s-2");
        assertThat(server.heard("logging/setLevel").get(1).params()).containsEntry("level", "info");
        assertThat(server.heard("initialize").get(1).params())
                .isEqualTo(server.heard("initialize").get(0).params());
    }

    @Test
    public void reportsALostSessionIfNoNewOneCanStart() throws IOException {
        legacy("s-1");
        server.on("initialize", asked -> asked.http(401, ""));
        server.on("tools/call", asked -> asked.http(404, ""));

        say("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"x\"}}");

        assertThat(heard()).contains("\"id\":3").contains("404");
        assertThat(server.heard("tools/call")).hasSize(1);
    }

    @Test
    public void endsTheSessionWhenTheClientEndsItsInput() throws IOException, InterruptedException {
        legacy("s-1");
        CountDownLatch closed = new CountDownLatch(1);
        server.on("tools/call", asked -> {
            await(closed);
            asked.result("{\"content\":[]}");
        });
        say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\"}}");

        in.close();
        closed.countDown();

        assertThat(heard()).contains("\"id\":1").contains("content");
        bridge.join();
        assertThat(server.heard("DELETE"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.header("Mcp-Session-Id")).isEqualTo("s-1"));
    }

    @Test
    public void passesMessagesThatBelongToNoRequest() throws IOException {
        server.on("GET", asked -> {
            OutputStream stream = asked.stream();
            FakeServer.Asked.event(stream, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            await(done);
        });

        legacy("s-1");

        assertThat(heard()).contains("notifications/tools/list_changed");
        assertThat(server.heard("GET").get(0).header("Mcp-Session-Id")).isEqualTo("s-1");
    }

    @Test
    public void splitsBatchesInTheRevisionThatHasThem() throws IOException {
        server.on("initialize", asked -> asked.result(WELCOME.replace("2025-11-25", "2025-03-26")))
                .result("ping", "{}");
        say("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-03-26\"}}");
        heard();

        say(
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},5,{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}]");

        List<String> answers = Stream.generate(this::heard).limit(3).sorted().toList();
        assertThat(answers.get(0)).contains("-32600");
        assertThat(answers.get(1)).contains("\"id\":1");
        assertThat(answers.get(2)).contains("\"id\":2");
    }
}
