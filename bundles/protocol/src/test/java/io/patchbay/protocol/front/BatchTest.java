package io.patchbay.protocol.front;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Level;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.Waiting;
import io.patchbay.spi.audit.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Arrays of messages, which only sessions of 2025-03-26 may send. */
public final class BatchTest {

    private static final String PING = "{'jsonrpc':'2.0','id':1,'method':'ping'}";
    private static final String LIST = "{'jsonrpc':'2.0','id':'two','method':'tools/list'}";
    private static final String NOTE = "{'jsonrpc':'2.0','method':'notifications/initialized'}";
    private static final String RESPONSE = "{'jsonrpc':'2.0','id':'x','result':{}}";
    private static final String INITIALIZE = "{'jsonrpc':'2.0','id':9,'method':'initialize','params':"
            + "{'protocolVersion':'2025-03-26','capabilities':{},'clientInfo':{'name':'t','version':'1'}}}";

    @Rule
    public final Server server = new Server();

    private final CountDownLatch gate = new CountDownLatch(1);
    private LegacyClient client;

    @Before
    public void open() {
        server.publish(
                Stubs.echo("echo"),
                Stubs.write("write", (arguments, context) -> ToolResult.text("written")),
                Stubs.tool("broken", (arguments, context) -> {
                    throw new IllegalStateException("secret");
                }),
                Stubs.tool("talk", (arguments, context) -> {
                    context.log(Level.ERROR, "talking");
                    return ToolResult.text("talked");
                }),
                Stubs.tool("wait", (arguments, context) -> {
                    gate.await();
                    return ToolResult.text("waited");
                }),
                Stubs.tool("release", (arguments, context) -> {
                    gate.countDown();
                    return ToolResult.text("released");
                }),
                Stubs.tool(
                        "ask",
                        (arguments, context) -> context.answers().isEmpty()
                                ? ToolResult.ask("folders", new InputRequest.Roots())
                                : ToolResult.text("thanks")));
        client = server.legacy(Revision.V2025_03_26);
    }

    private static String call(String id, String tool) {
        return "{'jsonrpc':'2.0','id':" + id + ",'method':'tools/call','params':{'name':'" + tool + "'}}";
    }

    private TestExchange start(String... messages) {
        TestExchange exchange = client.exchange(TestJson.q("[" + String.join(",", messages) + "]"));
        return server.send(Revision.V2025_03_26, "", exchange);
    }

    private Answered send(String... messages) {
        return Answered.of(start(messages));
    }

    private static List<String> ids(JsonNode answers) {
        List<String> ids = new ArrayList<>();
        answers.forEach(answer -> ids.add(answer.path("id").toString()));
        return ids;
    }

    private static JsonNode answer(JsonNode answers, String id) {
        for (JsonNode answer : answers) {
            if (answer.path("id").toString().equals(id)) {
                return answer;
            }
        }
        throw new AssertionError("no answer to " + id + " in " + answers);
    }

    @Test
    public void everyRequestHasItsAnswerInOneArray() {
        Answered answered = send(PING, NOTE, LIST, call("3", "echo"));

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.streamed()).isFalse();
        assertThat(ids(answered.response())).containsExactlyInAnyOrder("1", "\"two\"", "3");
        assertThat(answer(answered.response(), "1").path("result")).isEqualTo(TestJson.json("{}"));
        assertThat(answer(answered.response(), "\"two\"").path("result").path("tools"))
                .isNotEmpty();
    }

    @Test
    public void oneRequestIsAnsweredByAnArrayToo() {
        assertThat(send(PING).response().isArray()).isTrue();
    }

    @Test
    public void oneElementsErrorDoesNotFailTheOthers() {
        JsonNode answers = send(
                        call("1", "none"),
                        call("2", "echo"),
                        call("3", "broken"),
                        "{'jsonrpc':'2.0','id':4,'method':'no/such'}",
                        "{'jsonrpc':'1.0','id':5,'method':'ping'}",
                        "{'jsonrpc':'2.0','id':6,'method':'ping','params':[1]}")
                .response();

        assertThat(answer(answers, "1").path("error").path("code").intValue()).isEqualTo(-32602);
        assertThat(answer(answers, "2").path("result").path("isError").booleanValue())
                .isFalse();
        assertThat(answer(answers, "3").path("result").path("isError").booleanValue())
                .isTrue();
        assertThat(answer(answers, "4").path("error").path("code").intValue()).isEqualTo(-32601);
        assertThat(answer(answers, "5").path("error").path("code").intValue()).isEqualTo(-32600);
        assertThat(answer(answers, "6").path("error").path("code").intValue()).isEqualTo(-32600);
    }

    @Test
    public void eachRequestIsAnOperationOnRecord() {
        send(call("1", "echo"), call("2", "write"), call("3", "none"));

        assertThat(server.trail().entries("tools/call")).hasSize(3);
        assertThat(server.trail().entries("tools/call").stream()
                        .map(entry -> entry.opening().callId())
                        .distinct())
                .hasSize(3);
        assertThat(server.trail().entries("tools/call").stream()
                        .map(entry -> entry.outcome().kind()))
                .contains(Outcome.Kind.OK, Outcome.Kind.INVALID);
        assertThat(server.policy().decided("tools/call")).hasSize(2);
    }

    @Test
    public void notificationsAloneAreAccepted() {
        Answered answered = send(NOTE, "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}");

        assertThat(answered.status()).isEqualTo(202);
        assertThat(answered.empty()).isTrue();
    }

    @Test
    public void requestsRunAtTheSameTime() {
        JsonNode answers = send(call("1", "wait"), call("2", "release")).response();

        assertThat(answer(answers, "1").findValue("text").textValue()).isEqualTo("waited");
    }

    @Test
    public void whatHasSomethingToSayBeforeMakesAStreamOfIt() {
        Answered answered = send(PING, call("2", "talk"), call("3", "talk"));

        assertThat(answered.streamed()).isTrue();
        assertThat(answered.notifications("notifications/message")).hasSize(2);
        List<JsonNode> answers = answered.messages().stream()
                .filter(message -> message.has("id"))
                .toList();
        assertThat(answers.stream().map(message -> message.path("id").intValue()))
                .containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    public void aClientThatTakesStreamsOnlyGetsOne() {
        TestExchange exchange = client.exchange(TestJson.q("[" + PING + "," + LIST + "]"))
                .only("Accept", Optional.of("text/event-stream"));

        Answered answered = Answered.of(server.send(Revision.V2025_03_26, "", exchange));

        assertThat(answered.streamed()).isTrue();
        assertThat(answered.messages()).hasSize(2);
    }

    @Test
    public void anElementMayAskItsClient() {
        TestExchange call = start(PING, call("2", "ask"));
        Waiting.on(
                call,
                "a question",
                () -> call.events().stream()
                        .anyMatch(event -> TestJson.read(event).has("method")));
        JsonNode question = call.events().stream()
                .map(TestJson::read)
                .filter(event -> event.has("method"))
                .findFirst()
                .orElseThrow();

        client.post("[" + TestJson.q("{'jsonrpc':'2.0','id':" + question.get("id") + ",'result':{'roots':[]}}") + "]");

        JsonNode answer = Answered.of(call).messages().stream()
                .filter(message -> message.path("id").intValue() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(answer.findValue("text").textValue()).isEqualTo("thanks");
    }

    @Test
    public void anElementIsCancelledInTheSameArray() {
        Answered answered = send(
                call("1", "wait"),
                PING.replace("1", "2"),
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}");

        assertThat(ids(answered.response())).containsExactly("2");
    }

    @Test
    public void anElementIsCancelledLater() {
        TestExchange call = start(call("1", "wait"), call("2", "echo"));
        Waiting.until(
                "it runs",
                () -> server.running() > 0
                        && server.trail().entries("tools/call").size() == 2);

        client.say("notifications/cancelled", "{'requestId':1}");

        assertThat(ids(Answered.of(call).response())).containsExactly("2");
    }

    @Test
    public void aBatchOfWhichAllIsCancelledHasNoAnswer() {
        Answered answered = send(
                call("1", "wait"), "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}");

        assertThat(answered.status()).isEqualTo(202);
        assertThat(answered.empty()).isTrue();
    }

    @Test
    public void aBatchThatIsNoneIsRefusedWhole() {
        String many = IntStream.rangeClosed(1, 51)
                .mapToObj(id -> PING.replace("1", Integer.toString(id)))
                .collect(Collectors.joining(","));
        for (String body : List.of(
                "",
                many,
                "[" + PING + "]",
                call("2", "write") + ",[]",
                call("2", "write") + ",5",
                call("2", "write") + ",null",
                call("2", "write") + ",{}",
                call("2", "write") + ",{'jsonrpc':'2.0','id':null,'method':'ping'}",
                call("2", "write") + ",{'jsonrpc':'2.0','id':1.5,'method':'ping'}",
                call("2", "write") + "," + INITIALIZE,
                call("2", "write") + ",{'jsonrpc':'2.0','method':'initialize'}",
                call("2", "write") + "," + RESPONSE,
                RESPONSE + "," + NOTE,
                RESPONSE + ",{'jsonrpc':'2.0','id':1}",
                call("2", "write") + "," + call("2", "write"),
                call("'a'", "write") + ",{'jsonrpc':'1.0','id':'a','method':'ping'}",
                call("2", "write")
                        + ",{'jsonrpc':'2.0','id':3,'method':'ping','params':{'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28'}}}")) {
            Answered answered = send(body);

            assertThat(answered.summary()).as(body).isEqualTo("400 -32600");
            assertThat(answered.response().has("id")).as(body).isFalse();
        }
        assertThat(server.trail().entries("tools/call")).isEmpty();
    }

    @Test
    public void theLimitIsASetting() {
        server.limits(Limits.DEFAULT.withMaxBatch(1));

        assertThat(send(PING).status()).isEqualTo(200);
        assertThat(send(PING, LIST).summary()).isEqualTo("400 -32600");
    }

    @Test
    public void sameTextAndNumberAreDifferentIds() {
        assertThat(ids(send(PING, PING.replace("1", "'1'")).response())).containsExactlyInAnyOrder("1", "\"1\"");
    }

    @Test
    public void anIdOfACallThatRunsIsRefusedInItsPlace() {
        CountDownLatch lasts = new CountDownLatch(1);
        server.publish(Stubs.echo("echo"), Stubs.tool("wait", (arguments, context) -> {
            context.log(Level.ERROR, "its client has heard of it");
            lasts.countDown();
            gate.await();
            return ToolResult.text("waited");
        }));
        TestExchange running = client.start("7", "tools/call", "{'name':'wait'}");
        Waiting.until("it lasts", () -> lasts.getCount() == 0);
        Waiting.until(
                "it is refused while the first lasts",
                () -> send(call("7", "echo"), PING)
                        .response()
                        .findValuesAsText("code")
                        .contains("-32600"));

        gate.countDown();
        assertThat(Answered.of(running).text()).isEqualTo("waited");
    }

    @Test
    public void otherRevisionsHaveNoArrays() {
        for (Revision revision : List.of(Revision.V2024_11_05, Revision.V2025_06_18, Revision.V2025_11_25)) {
            LegacyClient other = server.legacy(revision);

            assertThat(other.post(TestJson.q("[" + PING + "]")).summary())
                    .as("%s", revision)
                    .isEqualTo("400 -32600");
        }
    }

    @Test
    public void theHeaderMayNameTheRevisionAndNoOther() {
        for (String version : List.of("2025-06-18", "2024-11-05", "2026-07-28", "banana", "")) {
            TestExchange exchange =
                    client.exchange(TestJson.q("[" + PING + "]")).header("MCP-Protocol-Version", version);

            assertThat(Answered.of(server.send(Revision.V2025_03_26, "ping", exchange))
                            .summary())
                    .as(version)
                    .isEqualTo("400 -32600");
        }
        TestExchange named = client.exchange(TestJson.q("[" + PING + "]")).header("MCP-Protocol-Version", "2025-03-26");
        assertThat(Answered.of(server.send(Revision.V2025_03_26, "ping", named)).status())
                .isEqualTo(200);
    }

    @Test
    public void anEndedOrForeignSessionIsNotFound() {
        LegacyClient bob = server.legacy(Callers.known("bob"));
        TestExchange foreign =
                client.exchange(TestJson.q("[" + PING + "]")).only("Mcp-Session-Id", Optional.of(bob.session()));
        client.end();

        assertThat(send(PING).summary()).isEqualTo("404 -32600");
        assertThat(Answered.of(server.send(Revision.V2025_03_26, "ping", foreign))
                        .summary())
                .isEqualTo("404 -32600");
    }

    @Test
    public void aTrailThatTakesNothingFailsEveryElement() {
        server.trail().failClose();

        JsonNode answers = send(call("1", "echo"), call("2", "echo")).response();

        assertThat(answers).hasSize(2);
        answers.forEach(answer ->
                assertThat(answer.path("error").path("code").intValue()).isEqualTo(-32603));
    }
}
