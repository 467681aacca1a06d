package io.patchbay.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cli.ClientCase;
import io.patchbay.cli.FakeServer;
import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.terminal.Terminal;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;

/** The responses to client commands: answers, questions, broken streams, and their output on a terminal. */
public class AnswerTest extends ClientCase {

    @Test
    public void escapesControlCharactersOfAnswersOnATerminal() {
        String hostile = "a\\u001b]0;owned\\u0007\\u009b31m\\rb\\u202ec";
        server.result("tools/call", text(hostile));
        traits.add(Terminal.Trait.SCREEN);

        run("call", "rooms_find");
        run("tools", "list");
        run("tools", "list", "--json");
        run("call", "rooms_find", "--json");

        assertThat(out())
                .startsWith("a\\u001b]0;owned\\u0007\\u009b31m\\rb\\u202ec\n")
                .doesNotContain("\u001b")
                .doesNotContain("\u009b")
                .doesNotContain("\r")
                .doesNotContain("\u202e");
    }

    @Test
    public void printsUnchangedTextForPrograms() {
        server.result("tools/call", text("a\\u001b[1m"));

        run("call", "rooms_find");

        assertThat(out()).isEqualTo("a\u001b[1m\n");
    }

    @Test
    public void showsProgressAndLogOnStandardError() {
        server.on("tools/call", asked -> {
            try (OutputStream stream = asked.stream()) {
                FakeServer.Asked.event(
                        stream,
                        "{\"method\":\"notifications/progress\",\"params\":{\"progress\":1,\"total\":2,\"message\":\"half\\u001b\"}}");
                FakeServer.Asked.event(
                        stream,
                        "{\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":{\"a\":1}}}");
                FakeServer.Asked.event(stream, asked.answer("\"result\":" + text("done")));
            }
        });

        run("call", "rooms_find");

        assertThat(err()).isEqualTo("… 1 of 2 half\\u001b\n[info] {\"a\":1}\n");
        assertThat(out()).isEqualTo("done\n");
        err.reset();
        run("call", "rooms_find", "--quiet");
        assertThat(err()).isEmpty();
    }

    @Test
    public void asksAtTheTerminalUntilTheFormIsValid() {
        asks(
                "{\"method\":\"elicitation/create\",\"params\":{\"mode\":\"form\",\"message\":\"Who?\\u001b\",\"requestedSchema\":{\"type\":\"object\","
                        + "\"required\":[\"name\",\"age\",\"color\"],\"properties\":{\"name\":{\"type\":\"string\",\"minLength\":2},"
                        + "\"age\":{\"type\":\"integer\",\"minimum\":0},\"color\":{\"type\":\"string\",\"oneOf\":[{\"const\":\"#f00\",\"title\":\"Red\"}]},"
                        + "\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]},\"minItems\":2},"
                        + "\"sure\":{\"type\":\"boolean\",\"default\":true},\"mail\":{\"type\":\"string\",\"format\":\"email\"}}}}}");
        traits.add(Terminal.Trait.ATTENDED);
        typed = "x\nAlice\n-1\n1.5\n7\ngreen\n1\na\n1, 2\n\n\nyes\n";

        assertThat(run("call", "rooms_find", "--arg", "people=1")).as(err()).isZero();

        FakeServer.Asked last = server.heard("tools/call").get(1);
        assertThat(PlainJson.write(last.params().get("inputResponses")))
                .isEqualTo(
                        "{\"q\":{\"action\":\"accept\",\"content\":{\"name\":\"Alice\",\"age\":7,\"color\":\"#f00\",\"tags\":[\"a\",\"b\"],\"sure\":true}}}");
        assertThat(last.params().get("requestState")).isEqualTo("s");
        assertThat(err())
                .contains("Enter at least 2 characters")
                .contains("Enter at least 0")
                .contains("whole number")
                .contains("Choose a number")
                .contains("Choose at least 2")
                .doesNotContain("\u001b");
    }

    @Test
    public void prefersAValueToAPositionInTheList() {
        asks(
                "{\"method\":\"elicitation/create\",\"params\":{\"mode\":\"form\",\"message\":\"How many?\",\"requestedSchema\":{\"type\":\"object\","
                        + "\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":\"string\",\"enum\":[\"2\",\"1\"]}}}}}");
        traits.add(Terminal.Trait.ATTENDED);
        typed = "1\nyes\n";

        assertThat(run("call", "rooms_find", "--arg", "people=1")).as(err()).isZero();

        assertThat(PlainJson.write(server.heard("tools/call").get(1).params().get("inputResponses")))
                .contains("{\"n\":\"1\"}");
    }

    @Test
    public void declinesAndCancelsOnRequest() {
        asks(
                "{\"method\":\"elicitation/create\",\"params\":{\"mode\":\"url\",\"message\":\"Sign in\",\"url\":\"https://example.org/x\"}}");
        traits.add(Terminal.Trait.ATTENDED);

        typed = "n\n";
        run("call", "rooms_find", "--arg", "people=1");
        typed = "";
        run("call", "rooms_find", "--arg", "people=1");

        assertThat(err()).contains("https://example.org/x");
        assertThat(server.heard("tools/call"))
                .extracting(asked -> PlainJson.write(asked.params().get("inputResponses")))
                .containsExactly("null", "{\"q\":{\"action\":\"decline\"}}", "null", "{\"q\":{\"action\":\"cancel\"}}");
    }

    @Test
    public void declaresNoElicitationWithoutATerminal() {
        server.result("tools/call", text("found"));

        run("call", "rooms_find");

        assertThat(server.heard("tools/call").get(0).body())
                .contains("\"io.modelcontextprotocol/clientCapabilities\":{}");
    }

    @Test
    public void usesTheLegacyEraIfTheServerSupportsNoOther() {
        server.on("server/discover", asked -> asked.http(400, asked.error(-32600, "initialize first")))
                .on("initialize", asked -> {
                    asked.exchange().getResponseHeaders().set("Mcp-Session-Id", "s-1");
                    asked.result(
                            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"x\",\"version\":\"1\"}}");
                })
                .on("tools/call", asked -> {
                    try (OutputStream stream = asked.stream()) {
                        FakeServer.Asked.event(stream, "{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}");
                        FakeServer.Asked.event(stream, "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"roots/list\"}");
                        FakeServer.Asked.event(stream, asked.answer("\"result\":" + text("done")));
                    }
                });

        assertThat(run("call", "rooms_find")).as(err()).isZero();

        assertThat(out()).isEqualTo("done\n");
        assertThat(server.heard("tools/call").get(0).header("Mcp-Session-Id")).isEqualTo("s-1");
        assertThat(server.heard("response"))
                .extracting(FakeServer.Asked::body)
                .satisfiesExactly(
                        ping -> assertThat(ping).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"result\":{}}"),
                        roots -> assertThat(roots).contains("-32601"));
        assertThat(server.heard("DELETE")).hasSize(1);
        assertThat(run("tools", "list", "--revision", "2025-06-18")).isEqualTo(1);
        assertThat(err()).contains("does not support 2025-06-18, but supports 2025-11-25");
    }

    @Test
    public void resumesABrokenStream() {
        server.on("server/discover", asked -> asked.http(400, ""))
                .result("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}}}")
                .on("tools/call", asked -> {
                    try (OutputStream stream = asked.stream()) {
                        stream.write("id: e-1\nretry: 1\ndata:\n\n".getBytes(StandardCharsets.UTF_8));
                    }
                })
                .on("GET", asked -> {
                    try (OutputStream stream = asked.stream()) {
                        Object id = server.heard("tools/call").get(0).message().get("id");
                        FakeServer.Asked.event(
                                stream, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + text("late") + "}");
                    }
                });

        assertThat(run("call", "rooms_find")).as(err()).isZero();

        assertThat(out()).isEqualTo("late\n");
        assertThat(server.heard("GET").get(0).header("Last-Event-ID")).isEqualTo("e-1");
        assertThat(server.heard("tools/call")).hasSize(1);
    }

    @Test
    public void doesNotRepeatACallWhenTheConnectionBreaks() {
        server.on("tools/call", asked -> {
            try (OutputStream stream = asked.stream()) {
                FakeServer.Asked.event(stream, "{\"method\":\"notifications/progress\",\"params\":{\"progress\":1}}");
            }
        });

        assertThat(run("call", "rooms_find")).isEqualTo(1);

        assertThat(err()).contains("unknown");
        assertThat(server.heard("tools/call")).hasSize(1);
    }

    @Test
    public void getsPromptsAndReadsResources() {
        server.result(
                        "prompts/list",
                        "{\"prompts\":[{\"name\":\"invite\",\"arguments\":[{\"name\":\"room\",\"required\":true}]}]}")
                .result(
                        "prompts/get",
                        "{\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":\"Come\"}}]}")
                .result("resources/read", "{\"contents\":[{\"uri\":\"a:b\",\"text\":\"plan\"}]}")
                .result("resources/list", "{\"resources\":[{\"uri\":\"a:b\",\"name\":\"n\"}]}")
                .result(
                        "resources/templates/list",
                        "{\"resourceTemplates\":[{\"uriTemplate\":\"a:{x}\",\"name\":\"t\"}]}");

        assertThat(run("prompts", "get", "invite", "--arg", "room=5")).isZero();
        assertThat(out()).isEqualTo("user: Come\n");
        assertThat(PlainJson.write(server.heard("prompts/get").get(0).params().get("arguments")))
                .isEqualTo("{\"room\":\"5\"}");
        out.reset();
        assertThat(run("resources", "read", "a:b")).isZero();
        assertThat(run("resources", "list")).isZero();
        assertThat(out().lines().map(line -> line.split(" ")[0])).containsExactly("plan", "a:b", "a:{x}");
        assertThat(run("prompts", "get", "invite", "--arg", "rom=5")).isEqualTo(2);
    }

    @Test
    public void stopsReadingAfterTheAnswer() {
        CountDownLatch done = new CountDownLatch(1);
        server.on("tools/call", asked -> {
            FakeServer.Asked.event(asked.stream(), asked.answer("\"result\":" + text("done")));
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(run("call", "rooms_find")).isZero();

        done.countDown();
        assertThat(out()).isEqualTo("done\n");
    }
}
