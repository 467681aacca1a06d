package io.patchbay.protocol.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Message;
import io.patchbay.api.PromptResult;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.spi.audit.Outcome;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Questions to legacy clients: requests of the server on the stream of the call, for the same connectors. */
public final class LegacyInputTest {

    private static final InputRequest NAME = InputRequest.form(
            "Who are you?",
            Schema.of("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}"));
    private static final InputRequest MODEL = InputRequest.sampling(10, Message.user("Write."));
    private static final String ADA = "{'action':'accept','content':{'name':'Ada'}}";

    @Rule
    public final Server server = new Server();

    private final AtomicInteger runs = new AtomicInteger();

    @Before
    public void publish() {
        server.publish(
                Stubs.tool("ask", (arguments, context) -> {
                    runs.incrementAndGet();
                    return context.answers().containsKey("user")
                            ? ToolResult.text("I know "
                                    + context.answers().get("user").getClass().getSimpleName())
                            : ToolResult.ask("user", NAME);
                }),
                Stubs.tool("all", (arguments, context) -> {
                    Map<String, InputRequest> requests = new LinkedHashMap<>();
                    requests.put("name", NAME);
                    requests.put("model", MODEL);
                    requests.put("roots", new InputRequest.Roots());
                    return context.answers().isEmpty()
                            ? new ToolResult.InputRequired(requests, Optional.empty())
                            : ToolResult.text(context.answers().keySet() + "");
                }),
                Stubs.tool("state", (arguments, context) -> {
                    int round = context.state().map(Integer::valueOf).orElse(0);
                    context.progress(round, 3, "");
                    context.progress(0.5, 3, "");
                    if (round == 2) {
                        return ToolResult.text("knew " + context.answers().keySet());
                    }
                    return new ToolResult.InputRequired(
                            Map.of("round" + round, NAME), Optional.of(Integer.toString(round + 1)));
                }),
                Stubs.tool(
                        "page",
                        (arguments, context) -> context.answers().isEmpty()
                                ? ToolResult.ask(
                                        "page", new InputRequest.Url("Sign in.", URI.create("https://example.com/x")))
                                : ToolResult.text("agreed")),
                Stubs.prompt(
                        "ask",
                        (arguments, context) -> context.answers().isEmpty()
                                ? new PromptResult.InputRequired(Map.of("user", NAME), Optional.empty())
                                : PromptResult.of(Message.user("Hello"))),
                Stubs.echo("echo"));
    }

    private TestExchange start(LegacyClient client, String tool) {
        return client.start("tools/call", "{'name':'" + tool + "'}");
    }

    private static JsonNode question(TestExchange exchange, int index) {
        return TestJson.read(exchange.awaitEvents(index + 1).events().get(index));
    }

    private Outcome outcome() {
        return server.trail().entry("tools/call").outcome();
    }

    @Test
    public void asksOnTheCallsOwnStreamAndGoesOnWithTheAnswer() {
        LegacyClient client = server.legacy();
        TestExchange stream = client.listen().awaitStream();
        TestExchange call = start(client, "ask");

        JsonNode question = question(call, 0);
        assertThat(question.path("method").textValue()).isEqualTo("elicitation/create");
        assertThat(question.path("id").isTextual()).isTrue();
        Answered accepted = client.respond(question, ADA);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.empty()).isTrue();
        assertThat(Answered.of(call).text()).isEqualTo("I know Accepted");
        assertThat(stream.events()).isEmpty();
        assertThat(server.trail().entries("tools/call")).as("one operation").hasSize(1);
        assertThat(outcome()).isEqualTo(Outcome.OK);
        assertThat(server.policy().decided("tools/call")).as("decided anew").hasSize(2);
    }

    @Test
    public void answersMayComeInAnyOrder() {
        Map<String, String> answers = Map.of(
                "elicitation/create", ADA,
                "sampling/createMessage", "{'role':'assistant','content':{'type':'text','text':'hi'},'model':'m'}",
                "roots/list", "{'roots':[{'uri':'file:///home/ada','name':'home'}]}");
        for (int[] order : new int[][] {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}}) {
            LegacyClient client = server.legacy();
            TestExchange call = start(client, "all");
            call.awaitEvents(3);

            for (int index : order) {
                assertThat(call.complete()).isFalse();
                JsonNode question = question(call, index);
                client.respond(question, answers.get(question.path("method").textValue()));
            }

            assertThat(Answered.of(call).text()).contains("name", "model", "roots");
        }
    }

    @Test
    public void everyWayToSayNoReachesTheTool() {
        LegacyClient client = server.legacy();
        for (String[] row :
                new String[][] {{"{'action':'decline'}", "Declined"}, {"{'action':'cancel'}", "Cancelled"}}) {
            TestExchange call = start(client, "ask");
            client.respond(question(call, 0), row[0]);

            assertThat(Answered.of(call).text()).isEqualTo("I know " + row[1]);
        }
        TestExchange call = start(client, "ask");
        client.refuse(question(call, 0), -1, "User rejected");
        assertThat(Answered.of(call).text()).isEqualTo("I know Refused");
    }

    @Test
    public void malformedAnswersCountAsNone() {
        LegacyClient client = server.legacy();
        for (String answer : List.of(
                "null",
                "5",
                "[]",
                "'yes'",
                "{}",
                "{'action':5}",
                "{'action':'maybe'}",
                "{'action':'accept','content':5}",
                "{'action':'accept','content':{}}",
                "{'action':'accept','content':{'name':5}}",
                "{'roots':[]}")) {
            TestExchange call = start(client, "ask");
            assertThat(client.respond(question(call, 0), answer).status()).isEqualTo(202);

            assertThat(Answered.of(call).text()).as(answer).isEqualTo("I know Refused");
        }
    }

    @Test
    public void anAnswerCountsOnceAndOnlyInItsSession() {
        LegacyClient client = server.legacy();
        TestExchange call = start(client, "ask");
        JsonNode question = question(call, 0);

        assertThat(server.legacy().respond(question, ADA).status()).isEqualTo(202);
        assertThat(server.legacy(Callers.known("bob")).respond(question, ADA).status())
                .isEqualTo(202);
        assertThat(client.respond(TestJson.json("{'id':'unknown'}"), ADA).status())
                .isEqualTo(202);
        assertThat(client.respond(TestJson.json("{'id':1}"), ADA).status()).isEqualTo(202);
        assertThat(call.complete()).isFalse();
        client.respond(question, "{'action':'decline'}");
        client.respond(question, ADA);

        assertThat(Answered.of(call).text()).isEqualTo("I know Declined");
        assertThat(runs).hasValue(2);
    }

    @Test
    public void stateGoesThroughRoundsAndProgressOnlyIncreases() {
        LegacyClient client = server.legacy();
        TestExchange call = client.start("tools/call", "{'name':'state','_meta':{'progressToken':'p'}}");

        client.respond(question(call, 2), ADA);
        client.respond(question(call, 4), ADA);

        Answered answered = Answered.of(call);
        assertThat(answered.text()).isEqualTo("knew [round0, round1]");
        List<Double> steps = answered.notifications("notifications/progress").stream()
                .map(message -> message.path("params").path("progress").doubleValue())
                .toList();
        assertThat(steps).containsExactly(0.0, 0.5, 1.0, 2.0);
    }

    @Test
    public void clientsAreAskedOnlyWhatTheyCan() {
        for (String[] row : new String[][] {
            {"ask", "{}"},
            {"ask", "{'elicitation':{'url':{}}}"},
            {"page", "{'elicitation':{}}"},
            {"all", "{'elicitation':{}}"}
        }) {
            Answered answered = new LegacyClient(server, Callers.known("alice"))
                    .open(row[1])
                    .tool(row[0]);

            assertThat(answered.streamed()).isFalse();
            assertThat(answered.failed()).as(row[0] + row[1]).isTrue();
            assertThat(answered.result().path("_meta").path("io.patchbay/code").textValue())
                    .isEqualTo("missing_capability");
        }
        assertThat(new LegacyClient(server, Callers.known("alice"))
                        .open("{}")
                        .call("prompts/get", "{'name':'ask'}")
                        .summary())
                .isEqualTo("200 -32603");
    }

    @Test
    public void clientsThatTakeNoStreamsCannotBeAsked() {
        LegacyClient client = server.legacy();
        TestExchange exchange = client.exchange(LegacyClient.request("tools/call", "1", "{'name':'ask'}"))
                .only("Accept", Optional.of("application/json"));

        Answered answered = Answered.of(server.send(Revision.V2025_11_25, "tools/call", exchange));

        assertThat(answered.failed()).isTrue();
        assertThat(answered.streamed()).isFalse();
    }

    @Test
    public void promptsAskToo() {
        LegacyClient client = server.legacy();
        TestExchange call = client.start("prompts/get", "{'name':'ask'}");
        client.respond(question(call, 0), ADA);

        assertThat(Answered.of(call).result().path("messages")).hasSize(1);
    }

    @Test
    public void pagesAreOpenedWithAnIdOfTheirOwn() {
        LegacyClient client = server.legacy();
        TestExchange call = start(client, "page");
        JsonNode question = question(call, 0);

        assertThat(question.path("params").path("mode").textValue()).isEqualTo("url");
        assertThat(question.path("params").path("elicitationId").textValue()).isNotEmpty();
        client.respond(question, "{'action':'accept'}");

        assertThat(Answered.of(call).text()).isEqualTo("agreed");
    }

    @Test
    public void aToolThatCannotGoWithoutAskingIsRefusedToClientsThatCannotBeAsked() {
        server.publish(Stubs.tool(
                ToolDefinition.readOnly("needy", "Needs.", Stubs.ANY)
                        .withNeeds(io.patchbay.api.ClientCapability.SAMPLING),
                (arguments, context) -> ToolResult.text("ran")));

        Answered answered =
                new LegacyClient(server, Callers.known("alice")).open("{}").tool("needy");

        assertThat(answered.failed()).isTrue();
        assertThat(server.legacy().tool("needy").text()).isEqualTo("ran");
    }
}
