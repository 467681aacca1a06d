package io.patchbay.cli.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cli.FakeServer;
import io.patchbay.cli.json.PlainJson;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Test;

/** The bridge in both eras, and in the modern era. */
public class BridgeTest extends BridgeCase {

    @Test
    public void passesOneMessagePerLineInBothDirections() throws IOException {
        server.result("tools/list", "{\n \"tools\": [],\r\n \"number\": 1.0}");

        say(modern(7, "tools/list", ""));

        assertThat(heard()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"tools\":[],\"number\":1.0}}");
    }

    @Test
    public void addsTheHeadersThatRepeatTheBody() throws IOException {
        lists("Region");
        server.result("tools/call", "{\"content\":[]}").result("resources/read", "{\"contents\":[]}");

        say(modern(1, "tools/call", "\"name\":\"find\",\"arguments\":{\"region\":\"Zürich\",\"n\":null}"));
        heard();
        say(modern("\"r\"", "resources/read", "\"uri\":\"a:ü\""));
        heard();

        FakeServer.Asked call = server.heard("tools/call").get(0);
        assertThat(List.of(
                        call.header("MCP-Protocol-Version"),
                        call.header("Mcp-Method"),
                        call.header("Mcp-Name"),
                        call.header("Mcp-Param-Region")))
                .containsExactly("2026-07-28", "tools/call", "find", "=?base64?WsO8cmljaA==?=");
        assertThat(server.heard("resources/read").get(0).header("Mcp-Name")).isEqualTo("=?base64?YTrDvA==?=");
        assertThat(call.header("Authorization")).isEqualTo("Bearer id:secret");
    }

    @Test
    public void readsTheHeadersAgainWhenTheToolsChange() throws IOException {
        lists("Old");
        say(modern(1, "tools/list", ""));
        heard();
        lists("New");
        server.on("tools/call", asked -> {
            if (asked.header("Mcp-Param-New").equals("null")) {
                asked.http(400, asked.error(-32020, "Header mismatch"));
            } else {
                asked.result("{\"content\":[]}");
            }
        });

        say(modern(2, "tools/call", "\"name\":\"find\",\"arguments\":{\"region\":\"x\"}"));

        assertThat(heard()).contains("\"id\":2").contains("\"content\":[]");
        assertThat(server.heard("tools/call")).hasSize(2);
    }

    @Test
    public void answersInvalidMessagesAndContinues() throws IOException {
        server.result("tools/list", "{\"tools\":[]}");

        for (String line : List.of(
                "{",
                "nonsense",
                "[]",
                "[1]",
                "5",
                "{}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"x\"}",
                "{\"id\":{},\"method\":\"x\"}",
                "\u0001")) {
            say(line);
            assertThat(PlainJson.object(heard()))
                    .as(line)
                    .doesNotContainKey("id")
                    .containsKey("error");
        }
        in.write(new byte[] {'{', (byte) 0xff, '}', '\n', '\n', ' ', '\r', '\n'});
        assertThat(heard()).contains("-32700");
        say(modern(1, "tools/list", ""));
        assertThat(heard()).contains("\"tools\":[]");
    }

    @Test
    public void passesLargeMessages() throws IOException {
        String large = "ä".repeat(1_000_000);
        server.on(
                "tools/call",
                asked -> asked.result("{\"content\":[{\"type\":\"text\",\"text\":\""
                        + PlainJson.member(asked.params(), "arguments").get("text") + "\"}]}"));
        lists("Region");

        say(modern(1, "tools/call", "\"name\":\"find\",\"arguments\":{\"text\":\"" + large + "\"}"));

        assertThat(heard()).contains(large);
    }

    @Test
    public void runsRequestsInParallel() throws IOException {
        CountDownLatch all = new CountDownLatch(20);
        server.on("prompts/get", asked -> {
            all.countDown();
            await(all);
            asked.result("{\"messages\":[]}");
        });

        for (int i = 0; i < 20; i++) {
            say(modern(i, "prompts/get", "\"name\":\"p\""));
        }

        Set<Object> answered = Stream.generate(this::heard)
                .limit(20)
                .map(text -> PlainJson.object(text).get("id").toString())
                .collect(Collectors.toSet());
        assertThat(answered)
                .isEqualTo(IntStream.range(0, 20).mapToObj(String::valueOf).collect(Collectors.toSet()));
    }

    /** A script may write all messages before it reads an answer. */
    @Test
    public void keepsReadingWhileTheClientDoesNotRead() throws IOException {
        String filling = "x".repeat(10_000);
        server.on("prompts/get", asked -> asked.result("{\"messages\":[],\"filling\":\"" + filling + "\"}"));
        int requests = 1000;

        for (int i = 0; i < requests; i++) {
            say(modern(i, "prompts/get", "\"name\":\"" + filling + "\""));
        }

        Set<Object> answered = Stream.generate(this::heard)
                .limit(requests)
                .map(text -> PlainJson.object(text).get("id"))
                .collect(Collectors.toSet());
        assertThat(answered).hasSize(requests);
    }

    @Test
    public void refusesASecondRequestWithTheIdOfARunningOne() throws IOException {
        server.on("prompts/get", asked -> {
            await(done);
            asked.result("{\"messages\":[]}");
        });
        say(modern(1, "prompts/get", "\"name\":\"p\""));
        say(modern(1, "tools/list", ""));
        assertThat(heard()).contains("\"id\":1").contains("-32600");

        server.result("tools/list", "{\"tools\":[]}");
        say(modern("\"1\"", "tools/list", ""));

        assertThat(heard()).contains("\"id\":\"1\"").contains("tools");
    }

    @Test
    public void cancelsAModernCallByClosingTheConnection() throws IOException {
        CountDownLatch left = new CountDownLatch(1);
        server.on("prompts/get", asked -> {
            try (OutputStream stream = asked.stream()) {
                while (true) {
                    FakeServer.Asked.event(
                            stream, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}");
                }
            } catch (IOException e) {
                left.countDown();
            }
        });
        server.result("tools/list", "{\"tools\":[]}");
        say(modern(1, "prompts/get", "\"name\":\"p\""));
        heard();

        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        say(modern(2, "tools/list", ""));

        while (!heard().contains("\"id\":2")) {
            assertThat(log()).isEmpty();
        }
        await(left);
    }

    @Test
    public void repeatsReadsButNeverToolCalls() throws IOException {
        lists("Region");
        server.on("tools/call", asked -> asked.stream().close());
        server.on("resources/read", asked -> {
            if (server.heard("resources/read").size() == 1) {
                asked.stream().close();
            } else {
                asked.result("{\"contents\":[]}");
            }
        });

        say(modern(1, "tools/call", "\"name\":\"find\""));
        assertThat(heard()).contains("\"id\":1").contains("unknown");
        say(modern(2, "resources/read", "\"uri\":\"a:b\""));
        assertThat(heard()).contains("\"id\":2").contains("contents");

        assertThat(server.heard("tools/call")).hasSize(1);
    }

    @Test
    public void waitsForAServerThatStartsLater() throws IOException {
        int port = server.port();
        server.close();

        say(modern(1, "tools/call", "\"name\":\"find\""));
        server = new FakeServer(port).result("tools/call", "{\"content\":[]}");

        assertThat(heard()).contains("\"id\":1").contains("content");
        assertThat(server.heard("tools/call")).hasSize(1);
    }

    @Test
    public void reportsAServerThatDoesNotStart() throws IOException {
        server.close();
        in.close();
        begin(Duration.ofMillis(1));

        say(modern(1, "tools/call", "\"name\":\"find\""));

        assertThat(heard()).contains("\"id\":1").contains("No server answers");
    }

    @Test
    public void renewsASubscriptionAndNotifiesOfPossibleChanges() throws IOException {
        server.on("subscriptions/listen", asked -> {
            OutputStream stream = asked.stream();
            FakeServer.Asked.event(
                    stream,
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\",\"params\":{"
                            + "\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"a:b\"]}}}");
            if (server.heard("subscriptions/listen").size() > 1) {
                await(done);
            }
            stream.close();
        });

        say(modern(9, "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}"));

        assertThat(heard()).contains("acknowledged");
        assertThat(heard())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\","
                        + "\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":9}}}");
        assertThat(heard()).contains("resources/updated").contains("a:b");
    }

    @Test
    public void reportsHttpErrorsAsErrorsOfTheRequest() throws IOException {
        server.on("tools/list", asked -> asked.http(401, ""));
        server.on(
                "prompts/list",
                asked -> asked.http(
                        400, "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32602,\"message\":\"m\",\"data\":{\"a\":1}}}"));

        say(modern(1, "tools/list", ""));
        assertThat(heard()).contains("\"id\":1").contains("401").doesNotContain("secret");
        say(modern(2, "prompts/list", ""));
        assertThat(heard())
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32602,\"message\":\"m\",\"data\":{\"a\":1}}}");
        say("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"x\\ny\",\"params\":{" + META + "}}");
        assertThat(heard()).contains("\"id\":3").contains("error");
    }
}
