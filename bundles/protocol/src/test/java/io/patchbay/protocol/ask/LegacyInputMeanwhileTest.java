package io.patchbay.protocol.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.Waiting;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Events while a legacy client is being asked. */
public final class LegacyInputMeanwhileTest {

    private static final InputRequest NAME = InputRequest.form(
            "Who are you?",
            Schema.of("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}"));
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
                Stubs.tool("forever", (arguments, context) -> ToolResult.ask("again", NAME)),
                Stubs.echo("echo"));
    }

    private TestExchange start(LegacyClient client, String tool) {
        return client.start("tools/call", "{'name':'" + tool + "'}");
    }

    private static JsonNode question(TestExchange exchange, int index) {
        return TestJson.read(exchange.awaitEvents(index + 1).events().get(index));
    }

    /** Returns the id of the question that an event cancels. */
    private static JsonNode takenBack(TestExchange exchange, int index) {
        JsonNode message = question(exchange, index);
        assertThat(message.path("method").asText()).isEqualTo("notifications/cancelled");
        return message.path("params").path("requestId");
    }

    private Outcome outcome() {
        return server.trail().entry("tools/call").outcome();
    }

    @Test
    public void nothingIsHeldWhileTheClientIsAsked() {
        LegacyClient client = server.legacy();
        TestExchange call = start(client, "ask");
        JsonNode question = question(call, 0);
        Waiting.until("no slot is held", () -> server.running() == 0);

        // the old entry drains at once, and the answer finds the new one
        Waiting.done(server.publish(
                "test",
                List.of(Stubs.tool(
                        "ask",
                        (arguments, context) -> ToolResult.text(
                                "new version knows " + context.answers().keySet())))));
        client.respond(question, ADA);

        assertThat(Answered.of(call).text()).isEqualTo("new version knows [user]");
    }

    @Test
    public void aToolThatWentMeanwhileIsUnknown() {
        LegacyClient client = server.legacy();
        TestExchange call = start(client, "ask");
        JsonNode question = question(call, 0);

        server.publish(Stubs.echo("echo"));
        client.respond(question, ADA);

        assertThat(Answered.of(call).summary()).isEqualTo("200 -32602");
        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.INVALID);
    }

    @Test
    public void whatPolicyForbidsMeanwhileDoesNotGoOn() {
        LegacyClient client = server.legacy();
        TestExchange denied = start(client, "ask");
        JsonNode question = question(denied, 0);
        server.policy().decide("tools/call", new Decision.Deny("closed", "Not any more."));
        client.respond(question, ADA);
        assertThat(Answered.of(denied).text()).isEqualTo("Not any more.");
        assertThat(runs).hasValue(1);

        server.policy().decide(operation -> Decision.ALLOW);
        TestExchange hidden = start(client, "ask");
        JsonNode other = question(hidden, 0);
        server.policy().show("tools:ask", Visibility.HIDDEN);
        client.respond(other, ADA);
        assertThat(Answered.of(hidden).summary()).isEqualTo("200 -32602");
        assertThat(runs).hasValue(2);
    }

    @Test
    public void aToolThatBeginsToWriteMeanwhileWritesItsIntentFirst() {
        LegacyClient client = server.legacy();
        TestExchange call = start(client, "ask");
        JsonNode question = question(call, 0);
        assertThat(server.trail().entry("tools/call").steps()).doesNotContain("intent");

        server.publish(Stubs.write(
                "ask",
                (arguments, context) -> ToolResult.text("on record: "
                        + server.trail().entry("tools/call").steps().contains("intent"))));
        client.respond(question, ADA);

        assertThat(Answered.of(call).text()).isEqualTo("on record: true");
    }

    @Test
    public void aWriteOfSeveralRoundsWritesItsIntentOnce() {
        server.publish(Stubs.write(
                "ask",
                (arguments, context) ->
                        context.answers().isEmpty() ? ToolResult.ask("user", NAME) : ToolResult.text("written")));
        LegacyClient client = server.legacy();
        TestExchange call = start(client, "ask");
        client.respond(question(call, 0), ADA);

        assertThat(Answered.of(call).text()).isEqualTo("written");
        assertThat(server.trail().entry("tools/call").steps())
                .containsOnlyOnce("intent")
                .containsOnlyOnce("closed");
    }

    @Test
    public void aClientThatDoesNotAnswerInTimeHasRefused() {
        Limits usual = Limits.DEFAULT;
        server.limits(new Limits(
                usual.callTimeout(),
                Duration.ofMillis(50),
                usual.maxCalls(),
                usual.perConnector(),
                usual.sessionIdle(),
                usual.maxSessions(),
                usual.maxSessionsPerCaller(),
                usual.listTtl(),
                usual.replay(),
                "",
                usual.maxBatch()));
        LegacyClient client = server.legacy();

        TestExchange call = start(client, "ask");

        assertThat(Answered.of(call).text()).isEqualTo("I know Refused");
        assertThat(takenBack(call, 1)).isEqualTo(question(call, 0).get("id"));
        assertThat(client.respond(question(call, 0), ADA).status())
                .as("too late, and no error")
                .isEqualTo(202);
        assertThat(runs).hasValue(2);
    }

    @Test
    public void theDeadlineOfEachRoundIsItsOwn() {
        server.publish(Stubs.tool(
                "ask",
                (arguments, context) -> context.answers().isEmpty()
                        ? ToolResult.ask("user", NAME)
                        : ToolResult.text(Boolean.toString(context.deadline().isAfter(Instant.now())))));
        server.timeout(Duration.ofMillis(200));
        LegacyClient client = server.legacy();
        TestExchange call = start(client, "ask");
        JsonNode question = question(call, 0);
        Instant begun = Instant.now();
        Waiting.until("the first round's deadline passes", () -> Instant.now().isAfter(begun.plusMillis(250)));
        server.timeout(Duration.ofSeconds(60));

        client.respond(question, ADA);

        assertThat(Answered.of(call).text()).isEqualTo("true");
    }

    @Test
    public void endingTheSessionEndsTheQuestions() {
        LegacyClient client = server.legacy();
        TestExchange call = start(client, "ask");
        JsonNode question = question(call, 0);

        client.end();

        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
        call.await();
        assertThat(call.events()).hasSize(1);
        assertThat(client.respond(question, ADA).status()).isEqualTo(404);
        assertThat(runs).hasValue(1);
    }

    @Test
    public void cancellingEndsTheQuestions() {
        LegacyClient client = server.legacy();
        TestExchange call = client.start("'c'", "tools/call", "{'name':'ask'}");
        JsonNode question = question(call, 0);

        client.say("notifications/cancelled", "{'requestId':'c'}");

        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
        call.await();
        assertThat(takenBack(call, 1)).isEqualTo(question.get("id"));
        assertThat(client.respond(question, ADA).status()).isEqualTo(202);
        assertThat(runs).hasValue(1);
    }

    @Test
    public void onlyWhatIsStillOpenIsTakenBack() {
        server.publish(Stubs.tool("ask", (arguments, context) -> {
            Map<String, InputRequest> both = new LinkedHashMap<>();
            both.put("first", NAME);
            both.put("second", NAME);
            return new ToolResult.InputRequired(both, Optional.empty());
        }));
        LegacyClient client = server.legacy();
        TestExchange call = client.start("'c'", "tools/call", "{'name':'ask'}");
        JsonNode second = question(call, 1);
        client.respond(question(call, 0), ADA);

        client.say("notifications/cancelled", "{'requestId':'c'}");

        call.await();
        assertThat(call.events()).hasSize(3);
        assertThat(takenBack(call, 2)).isEqualTo(second.get("id"));
    }

    @Test
    public void aClientThatWentCannotBeAskedAndTheToolIsTold() {
        server.publish(Stubs.tool("ask", (arguments, context) -> {
            if (context.answers().isEmpty()) {
                Waiting.until("the client goes", () -> runs.get() == 1);
                return ToolResult.ask("user", NAME);
            }
            return ToolResult.text(
                    "I know " + context.answers().get("user").getClass().getSimpleName());
        }));
        TestExchange call = start(server.legacy(), "ask");
        call.disconnect();
        runs.set(1);

        assertThat(outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    public void aToolThatNeverStopsAskingIsStopped() {
        LegacyClient client = server.legacy();
        TestExchange call = start(client, "forever");
        int index = 0;
        while (true) {
            JsonNode message = question(call, index++);
            if (!message.has("method")) {
                break;
            }
            client.respond(message, ADA);
            assertThat(index).isLessThan(100);
        }

        assertThat(Answered.of(call).summary()).isEqualTo("200 -32603");
        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.ERROR);
    }
}
