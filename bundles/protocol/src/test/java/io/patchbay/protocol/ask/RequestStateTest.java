package io.patchbay.protocol.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.InputRequest;
import io.patchbay.api.Message;
import io.patchbay.api.PromptResult;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.call.Admissions;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.front.ModernLadder;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.rpc.RpcMessage;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.spi.policy.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/**
 * The state that modern clients carry from round to round: sealed, for one caller and one request, for a limited time.
 */
public final class RequestStateTest {

    private static final InputRequest NAME = InputRequest.form(
            "Who are you?", Schema.of("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}"));

    @Rule
    public final Server server = new Server();

    @Before
    public void publish() {
        server.publish(
                Stubs.tool("state", (arguments, context) -> {
                    int round = context.state().map(Integer::valueOf).orElse(0);
                    if (round == 3) {
                        return ToolResult.text("knew " + context.answers().keySet());
                    }
                    return new ToolResult.InputRequired(
                            Map.of("round" + round, NAME), Optional.of(Integer.toString(round + 1)));
                }),
                Stubs.tool(
                        "silent",
                        (arguments, context) -> context.state().isPresent()
                                ? ToolResult.text("state " + context.state().get())
                                : new ToolResult.InputRequired(Map.of(), Optional.of("alone"))),
                Stubs.prompt("ask", (arguments, context) -> PromptResult.of(Message.user("Hello"))));
    }

    private String stateOf(Answered answered) {
        return answered.result().path("requestState").textValue();
    }

    @Test
    public void stateGoesThroughRoundsAndChangesInEach() {
        Answered first = server.modern().tool("state");
        Answered second =
                server.modern().answer("state", Optional.of(stateOf(first)), "{'round0':{'action':'decline'}}");
        Answered third =
                server.modern().answer("state", Optional.of(stateOf(second)), "{'round1':{'action':'decline'}}");
        Answered done = server.modern().answer("state", Optional.of(stateOf(third)), "{'round2':{'action':'decline'}}");

        assertThat(done.text()).isEqualTo("knew [round0, round1, round2]");
        assertThat(List.of(stateOf(first), stateOf(second), stateOf(third))).doesNotHaveDuplicates();
        assertThat(server.trail().entries("tools/call")).hasSize(4);
        assertThat(server.trail().entries("tools/call").get(0).outcome().kind()).isEqualTo(Outcome.Kind.INPUT_REQUIRED);
    }

    @Test
    public void aStateAloneIsEnough() {
        Answered asked = server.modern().tool("silent");
        assertThat(asked.result().has("inputRequests")).isFalse();

        Answered again =
                server.modern().call("tools/call", "{'name':'silent','requestState':'" + stateOf(asked) + "'}");

        assertThat(again.text()).isEqualTo("state alone");
    }

    @Test
    public void theStateIsSealedAndSaysNothing() {
        Answered one = server.modern()
                .answer(
                        "state",
                        Optional.of(stateOf(server.modern().tool("state"))),
                        "{'round0':{'action':'accept','content':{'name':'canary'}}}");

        assertThat(new String(Base64.getUrlDecoder().decode(stateOf(one)), StandardCharsets.ISO_8859_1))
                .doesNotContain("canary", "round0");
    }

    @Test
    public void aStateThatIsNotOursIsRefused() {
        String good = stateOf(server.modern().tool("state"));
        String changed = good.substring(0, 30) + (good.charAt(30) == 'A' ? 'B' : 'A') + good.substring(31);

        for (String state : List.of(
                good + "-TAMPERED",
                changed,
                good.substring(4),
                "",
                "e30",
                good + "=",
                " " + good,
                "A".repeat(100_000))) {
            Answered answered = server.modern().answer("state", Optional.of(state), "{'round0':{'action':'decline'}}");

            assertThat(answered.summary()).as(state).isEqualTo("200 -32602");
        }
        for (String state : List.of("5", "true", "{}", "['" + good + "']")) {
            assertThat(server.modern()
                            .call("tools/call", "{'name':'state','requestState':" + state + "}")
                            .summary())
                    .as(state)
                    .isEqualTo("200 -32602");
        }
    }

    @Test
    public void aStateThatIsNullIsNone() {
        Answered answered = server.modern().call("tools/call", "{'name':'state','requestState':null}");

        assertThat(answered.result().path("resultType").textValue()).isEqualTo("input_required");
    }

    @Test
    public void aStateIsForItsCallerItsMethodAndItsParameters() {
        String state = stateOf(server.modern().tool("state", "{'a':1,'b':[1,2]}"));
        String retry = "{'name':'state','arguments':{'a':1,'b':[1,2]},'requestState':'" + state + "'}";

        assertThat(server.modern(Callers.known("bob")).call("tools/call", retry).summary())
                .isEqualTo("200 -32602");
        assertThat(server.modern(Callers.ofTenant("evil", "alice"))
                        .call("tools/call", retry)
                        .summary())
                .isEqualTo("200 -32602");
        assertThat(server.modern()
                        .call("tools/call", retry.replace("'name':'state'", "'name':'silent'"))
                        .summary())
                .isEqualTo("200 -32602");
        assertThat(server.modern()
                        .call("tools/call", retry.replace("'a':1", "'a':2"))
                        .summary())
                .isEqualTo("200 -32602");
        assertThat(server.modern()
                        .call("tools/call", retry.replace("'a':1", "'a':'1'"))
                        .summary())
                .isEqualTo("200 -32602");
        assertThat(server.modern()
                        .call("tools/call", retry.replace("[1,2]", "[2,1]"))
                        .summary())
                .isEqualTo("200 -32602");
        assertThat(server.modern()
                        .call("tools/call", retry.replace("'name'", "'more':1,'name'"))
                        .summary())
                .isEqualTo("200 -32602");
        assertThat(server.modern()
                        .call("prompts/get", "{'name':'ask','requestState':'" + state + "'}")
                        .summary())
                .isEqualTo("200 -32602");
        assertThat(server.modern().call("tools/call", retry).summary()).isEqualTo("200 ok");
        assertThat(server.modern()
                        .call(
                                "tools/call",
                                "{'requestState':'" + state + "','arguments':{'b':[1,2],'a':1},'name':'state'}")
                        .summary())
                .as("the order of members does not matter")
                .isEqualTo("200 ok");
        assertThat(server.modern(Callers.known("alice", Callers.ONLY.withTools(Patterns.of("state"))))
                        .call("tools/call", retry)
                        .summary())
                .as("another key of the same caller")
                .isEqualTo("200 ok");
    }

    @Test
    public void aStateExpires() throws Exception {
        String fresh = stateAgedBy(Duration.ofMinutes(29));
        String old = stateAgedBy(Duration.ofMinutes(31));

        assertThat(server.modern()
                        .call("tools/call", "{'name':'silent','requestState':'" + fresh + "'}")
                        .text())
                .isEqualTo("state s");
        assertThat(server.modern()
                        .call("tools/call", "{'name':'silent','requestState':'" + old + "'}")
                        .summary())
                .isEqualTo("200 -32602");
    }

    /** Returns a state as this server would have issued it {@code age} before now. */
    private String stateAgedBy(Duration age) throws ProtocolException {
        ModernInput before =
                new ModernInput(server.sealer(), new Formats("1.2.3"), Clock.offset(Clock.systemUTC(), age.negated()));
        TestExchange exchange = server.modern().exchange("tools/call", "{'name':'silent'}");
        RpcMessage.Request request = (RpcMessage.Request) RpcMessage.of(JsonReader.read(exchange.body()));
        Call call = new Call(
                "c", exchange, request, ModernLadder.check(request, exchange, Set.of("tools/call")), Optional.empty());
        Result.Done asked = before.inputRequired(Admissions.admitted(call), new Result.Ask(Map.of(), Optional.of("s")));
        return TestJson.read(Messages.encoded(asked.body()))
                .path("requestState")
                .textValue();
    }

    @Test
    public void aRetryMayComeTwiceAndAtTheSameTime() {
        String state = stateOf(server.modern().tool("silent"));
        TestExchange[] retries = new TestExchange[10];
        for (int i = 0; i < retries.length; i++) {
            retries[i] = server.modern().start("tools/call", "{'name':'silent','requestState':'" + state + "'}");
        }

        for (TestExchange retry : retries) {
            assertThat(Answered.of(retry).text()).isEqualTo("state alone");
        }
    }

    private final AtomicInteger written = new AtomicInteger();

    private String stateOfAWrite() {
        server.publish(Stubs.write("write", (arguments, context) -> {
            if (context.answers().isEmpty()) {
                return ToolResult.ask("sure", NAME);
            }
            return ToolResult.text("written " + written.incrementAndGet());
        }));
        return stateOf(server.modern().tool("write"));
    }

    private Answered confirm(String state) {
        return server.modern().answer("write", Optional.of(state), "{'sure':{'action':'accept','content':{}}}");
    }

    @Test
    public void aStateIsGoodForOneWrite() {
        String state = stateOfAWrite();

        assertThat(confirm(state).text()).isEqualTo("written 1");
        Answered again = confirm(state);

        assertThat(again.summary()).isEqualTo("200 -32602");
        assertThat(again.message()).contains("was used before", "This call did nothing", "call again without");
        assertThat(written).hasValue(1);
        assertThat(confirm(stateOf(server.modern().tool("write"))).text()).isEqualTo("written 2");
    }

    @Test
    public void ofManyWritesWithOneStateAtOnceOneIsDone() {
        String state = stateOfAWrite();
        List<TestExchange> all = IntStream.range(0, 20)
                .mapToObj(i -> server.modern()
                        .start(
                                "tools/call",
                                "{'name':'write','inputResponses':{'sure':{'action':'accept','content':{}}},'requestState':'"
                                        + state + "'}"))
                .toList();

        assertThat(all.stream().map(exchange -> Answered.of(exchange).summary()).filter("200 ok"::equals))
                .hasSize(1);
        assertThat(written).hasValue(1);
    }

    @Test
    public void aWriteThatPolicyRefusesDoesNotUseItsState() {
        String state = stateOfAWrite();
        server.policy().decide("tools/call", new Decision.Deny("closed", "Not now."));
        assertThat(confirm(state).text()).isEqualTo("Not now.");
        server.policy().decide(operation -> Decision.ALLOW);

        assertThat(confirm(state).text()).isEqualTo("written 1");
    }

    @Test
    public void noWriteTakesAStateOfBeforeTheStart() {
        String state = stateOfAWrite();

        server.restart();
        stateOfAWrite();

        assertThat(confirm(state).summary()).isEqualTo("200 -32602");
        assertThat(written).hasValue(0);
    }

    @Test
    public void aStateSurvivesARestartOnTheSameData() {
        String state = stateOf(server.modern().tool("silent"));

        server.restart();
        publish();

        assertThat(server.modern()
                        .call("tools/call", "{'name':'silent','requestState':'" + state + "'}")
                        .text())
                .isEqualTo("state alone");
    }

    @Test
    public void answersTooLongToBeCarriedAreRefused() {
        String state = stateOf(server.modern().tool("state"));
        String long1 = "{'round0':{'action':'accept','content':{'name':'" + "x".repeat(50_000) + "'}}}";

        assertThat(server.modern().answer("state", Optional.of(state), long1).summary())
                .isEqualTo("200 -32602");
    }
}
