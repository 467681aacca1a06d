package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Completion;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Message;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.Schema;
import io.patchbay.api.Tasks;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.Waiting;
import io.patchbay.protocol.task.TaskLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** A request that takes longer than a heartbeat gets a stream, in every revision and for every method. */
public final class LingeringTest {

    /** Methods that may take long, with parameters. */
    private static final Map<String, String> REQUESTS = Map.of(
            "tools/call", "{'name':'silent'}",
            "prompts/get", "{'name':'slow'}",
            "resources/read", "{'uri':'test:/slow'}",
            "completion/complete", "{'ref':{'type':'ref/prompt','name':'slow'},'argument':{'name':'x','value':''}}");

    @Rule
    public final Server server = new Server();

    private final CountDownLatch gate = new CountDownLatch(1);

    @Before
    public void publish() {
        server.publish(
                Stubs.tool("silent", (arguments, context) -> {
                    gate.await();
                    return ToolResult.text("at last");
                }),
                Stubs.tool(
                        ToolDefinition.readOnly("long", "May become a task.", Stubs.ANY)
                                .withTasks(Tasks.ALLOWED),
                        (arguments, context) -> {
                            gate.await();
                            return ToolResult.text("at last");
                        }),
                Stubs.tool(
                        "ask",
                        (arguments, context) -> context.answers().isEmpty()
                                ? ToolResult.ask(
                                        "user",
                                        InputRequest.form("Who?", Schema.of("{\"type\":\"object\",\"properties\":{}}")))
                                : ToolResult.text("thanks")),
                Stubs.resource("test:/slow", context -> {
                    gate.await();
                    return ResourceResult.text("test:/slow", "text/plain", "at last");
                }),
                Stubs.template("slow:{x}", (uri, variables, context) -> {
                    gate.await();
                    return ResourceResult.text(uri.toString(), "text/plain", "at last");
                }),
                new SlowPrompt(gate));
    }

    /** Waits for its gate in every method. */
    private record SlowPrompt(CountDownLatch gate) implements Prompt {

        @Override
        public PromptDefinition definition() {
            return PromptDefinition.of("slow", "A prompt of a test.", PromptArgument.optional("x", "Anything."));
        }

        @Override
        public PromptResult get(Arguments arguments, CallContext context) throws Exception {
            gate.await();
            return PromptResult.of(Message.user("at last"));
        }

        @Override
        public Completion complete(String argument, String typed, Map<String, String> known, CallContext context)
                throws Exception {
            gate.await();
            return Completion.of(List.of("at last"));
        }
    }

    @After
    public void open() {
        gate.countDown();
    }

    private TestExchange modern(String method, String params) {
        return server.send(
                Revision.V2026_07_28,
                method,
                server.modern().exchange(method, params).impatient());
    }

    private TestExchange legacy(Revision revision, String method, String params) {
        LegacyClient client = server.legacy(revision);
        return server.send(
                revision,
                method,
                client.exchange(LegacyClient.request(method, "7", params)).impatient());
    }

    @Test
    public void everyRequestThatTakesLongBecomesAStreamInEveryRevision() {
        for (Map.Entry<String, String> request : REQUESTS.entrySet()) {
            modern(request.getKey(), request.getValue()).awaitStream();
            for (Revision revision : Revision.values()) {
                if (!revision.modern()) {
                    legacy(revision, request.getKey(), request.getValue()).awaitStream();
                }
            }
        }
        TestExchange call = modern("tools/call", "{'name':'silent'}").awaitStream();
        TestExchange older = legacy(Revision.V2025_06_18, "resources/read", "{'uri':'slow:1'}")
                .awaitStream();

        gate.countDown();

        assertThat(Answered.of(call).text()).isEqualTo("at last");
        assertThat(call.sent()).as("no event without data").hasSize(1);
        assertThat(Answered.of(older)
                        .result()
                        .path("contents")
                        .path(0)
                        .path("text")
                        .asText())
                .isEqualTo("at last");
        assertThat(older.sent()).hasSize(1);
    }

    @Test
    public void aRequestThatWaitsForItsConnectorBecomesAStream() {
        server.catalog().pause("test");

        TestExchange call = modern("tools/call", "{'name':'ask'}").awaitStream();
        server.publish(Stubs.echo("ask"));

        assertThat(Answered.of(call).text()).isEqualTo("{}");
    }

    @Test
    public void anErrorAfterTheStreamBeganIsItsLastEvent() {
        server.catalog().pause("test");

        TestExchange call = modern("resources/read", "{'uri':'test:/slow'}").awaitStream();
        server.publish(Stubs.echo("other"));

        assertThat(Answered.of(call).code()).isEqualTo(-32602);
        assertThat(call.ended()).isTrue();
    }

    @Test
    public void whatMayBecomeATaskBecomesAStreamBefore() {
        TaskLimits usual = TaskLimits.DEFAULT;
        server.limits(new TaskLimits(
                Duration.ofSeconds(2),
                usual.maxDuration(),
                usual.kept(),
                usual.poll(),
                usual.max(),
                usual.maxPerCaller(),
                usual.maxRunning(),
                usual.maxRunningPerConnector(),
                usual.maxResult(),
                usual.maxMemory()));
        TestExchange call = server.send(
                Revision.V2026_07_28,
                "tools/call",
                server.modern()
                        .takingTasks()
                        .exchange("tools/call", "{'name':'long'}")
                        .impatient());

        call.awaitStream();

        assertThat(Answered.of(call).result().path("resultType").asText()).isEqualTo("task");
    }

    @Test
    public void anArrayOfRequestsBecomesOneStreamForAll() {
        LegacyClient client = server.legacy(Revision.V2025_03_26);
        String array = TestJson.q("[{'jsonrpc':'2.0','id':1,'method':'ping'},"
                + "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'silent'}},"
                + "{'jsonrpc':'2.0','id':3,'method':'prompts/get','params':{'name':'slow'}}]");

        TestExchange exchange = server.send(
                        Revision.V2025_03_26, "", client.exchange(array).impatient())
                .awaitStream();
        gate.countDown();

        exchange.await();
        assertThat(exchange.events()).hasSize(3);
    }

    @Test
    public void aClientThatTakesNoStreamsGetsThePlainAnswer() {
        TestExchange modern =
                server.modern().exchange("tools/call", "{'name':'silent'}").impatient();
        server.send(Revision.V2026_07_28, "tools/call", modern.only("Accept", Optional.of("application/json")));
        TestExchange other = modern("tools/call", "{'name':'silent'}").awaitStream();

        gate.countDown();

        assertThat(Answered.of(modern).streamed()).isFalse();
        assertThat(Answered.of(modern).text()).isEqualTo("at last");
        assertThat(Answered.of(other).text()).isEqualTo("at last");
    }

    @Test
    public void whereThereIsNoRoomForAStreamTheAnswerIsPlain() {
        TestExchange full = server.modern()
                .exchange("tools/call", "{'name':'silent'}")
                .impatient()
                .refusingStreams();
        server.send(Revision.V2026_07_28, "tools/call", full);
        modern("tools/call", "{'name':'silent'}").awaitStream();

        gate.countDown();

        assertThat(Answered.of(full).status()).isEqualTo(200);
        assertThat(Answered.of(full).text()).isEqualTo("at last");
    }

    @Test
    public void closingTheStreamStillCancels() {
        TestExchange call = modern("tools/call", "{'name':'silent'}").awaitStream();

        call.disconnect();

        Waiting.until("nothing runs", () -> server.running() == 0);
    }
}
