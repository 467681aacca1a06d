package io.patchbay.protocol.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;

/** Many concurrent clients of both eras: every answer belongs to its request, and nothing remains open. */
public final class StressTest {

    private static final int CLIENTS = 50;
    private static final int REQUESTS = 40;
    private static final InputRequest FORM = InputRequest.form(
            "Who?", Schema.of("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}"));

    @Rule
    public final Server server = new Server();

    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

    private void publish() {
        server.publish(
                Stubs.tool(
                        "echo",
                        (arguments, context) ->
                                ToolResult.text(context.caller().id() + " " + arguments.string("mark"))),
                Stubs.tool(
                        "ask",
                        (arguments, context) -> context.answers().isEmpty()
                                ? ToolResult.ask("who", FORM)
                                : ToolResult.text(context.caller().id() + " " + arguments.string("mark") + " "
                                        + ((io.patchbay.api.Answer.Accepted)
                                                        context.answers().get("who"))
                                                .content()
                                                .string("name"))),
                Stubs.tool("work", (arguments, context) -> {
                    for (int i = 0; i < 5; i++) {
                        context.progress(i, 5, arguments.string("mark"));
                    }
                    return ToolResult.text(arguments.string("mark"));
                }),
                Stubs.tool("fail", (arguments, context) -> {
                    throw new IllegalStateException(arguments.string("mark"));
                }));
    }

    private void expect(String what, boolean holds) {
        if (!holds) {
            wrong.add(what);
        }
    }

    /** The steps of one client, random but repeatable. */
    private void live(int number) {
        Random random = new Random(number);
        String caller = "caller-" + number % 10;
        LegacyClient legacy = server.legacy(Callers.known(caller));
        for (int i = 0; i < REQUESTS; i++) {
            // different from any part of a call id, which an error message contains
            String mark = "mark_" + number + "_" + i;
            // modern ids collide on purpose
            ModernClient modern = server.modern(Callers.known(caller)).id(Integer.toString(random.nextInt(3)));
            boolean old = random.nextBoolean();
            switch (random.nextInt(5)) {
                case 0 -> {
                    Answered answered = old ? legacy.tool("echo", mark(mark)) : modern.tool("echo", mark(mark));
                    expect(mark, answered.text().equals(caller + " " + mark));
                }
                case 1 ->
                    expect(
                            mark,
                            (old ? askLegacy(legacy, mark) : askModern(modern, mark))
                                    .equals(caller + " " + mark + " name-" + mark));
                case 2 -> work(old, legacy, modern, mark);
                case 3 -> {
                    Answered answered = old ? legacy.tool("fail", mark(mark)) : modern.tool("fail", mark(mark));
                    expect(
                            mark,
                            answered.failed() && !answered.response().toString().contains(mark));
                }
                default -> {
                    Answered answered = old ? legacy.tool("nobody-" + mark) : modern.tool("nobody-" + mark);
                    expect(mark, answered.message().contains(mark));
                }
            }
        }
        legacy.end();
    }

    private static String mark(String mark) {
        return "{'mark':'" + mark + "'}";
    }

    private String askModern(ModernClient client, String mark) {
        Answered asked = client.tool("ask", mark(mark));
        expect("asks " + mark, asked.result().path("resultType").textValue().equals("input_required"));
        return client.call(
                        "tools/call",
                        "{'name':'ask','arguments':" + mark(mark) + ",'inputResponses':{'who':" + name(mark) + "}}")
                .text();
    }

    private String askLegacy(LegacyClient client, String mark) {
        TestExchange call = client.start("tools/call", "{'name':'ask','arguments':" + mark(mark) + "}")
                .awaitEvents(1);
        JsonNode question = TestJson.read(call.events().get(0));
        client.respond(question, name(mark));
        return Answered.of(call).text();
    }

    private static String name(String mark) {
        return "{'action':'accept','content':{'name':'name-" + mark + "'}}";
    }

    private void work(boolean old, LegacyClient legacy, ModernClient modern, String mark) {
        Answered answered = old
                ? legacy.call(
                        "tools/call",
                        "{'name':'work','arguments':" + mark(mark) + ",'_meta':{'progressToken':'" + mark + "'}}")
                : modern.with("progressToken", "'" + mark + "'").tool("work", mark(mark));
        List<JsonNode> progress = answered.notifications("notifications/progress");
        expect(
                "progress " + mark,
                progress.size() == 5
                        && progress.stream()
                                .allMatch(one -> one.path("params")
                                                .path("progressToken")
                                                .textValue()
                                                .equals(mark)
                                        && one.path("params")
                                                .path("message")
                                                .textValue()
                                                .equals(mark)));
        expect("work " + mark, answered.text().equals(mark));
    }

    @Test
    public void everyAnswerBelongsToItsRequest() throws InterruptedException {
        publish();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    live(number);
                } catch (RuntimeException | Error e) {
                    wrong.add(number + ": " + e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(wrong).isEmpty();
        assertThat(server.sessions()).isZero();
        assertThat(server.streams()).isZero();
        Waiting.until("all slots are free", () -> server.running() == 0);
        assertThat(server.trail().entries()).allMatch(entry -> entry.closed() == 1);
    }
}
