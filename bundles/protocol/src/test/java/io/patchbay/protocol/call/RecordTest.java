package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.InputRequest;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.RecordingTrail;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Rule;
import org.junit.Test;

/** Policy and the audit trail: what they receive, in which order, and that nothing bypasses them. */
public final class RecordTest {

    @Rule
    public final Server server = new Server();

    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicReference<List<String>> stepsInTool = new AtomicReference<>(List.of());

    /** Publishes entries that record their runs, and what was on record at that time. */
    private void publish() {
        server.publish(
                Stubs.tool("read", (arguments, context) -> ran()),
                Stubs.write("write", (arguments, context) -> ran()),
                Stubs.tool(ToolDefinition.additive("add", "Adds.", Stubs.ANY), (arguments, context) -> ran()));
    }

    private ToolResult ran() {
        runs.incrementAndGet();
        var entries = server.trail().entries("tools/call");
        stepsInTool.set(entries.get(entries.size() - 1).steps());
        return ToolResult.text("canary");
    }

    private RecordingTrail.Entry entry() {
        return server.trail().entry("tools/call");
    }

    @Test
    public void aReadIsOneEntryClosedAfterItRan() {
        publish();

        server.modern().tool("read", "{'a':1}");

        assertThat(stepsInTool.get()).containsExactly("target", "decided");
        assertThat(entry().steps()).containsExactly("target", "decided", "closed");
        assertThat(entry().outcome()).isEqualTo(Outcome.OK);
        assertThat(entry().target().label()).isEqualTo("tools:read");
        assertThat(entry().arguments().values()).containsEntry("a", 1L);
        assertThat(entry().opening().method()).isEqualTo("tools/call");
        assertThat(entry().opening().revision()).isEqualTo("2026-07-28");
        assertThat(entry().opening().source()).isEqualTo("192.0.2.1");
        assertThat(entry().opening().identity().caller().id()).isEqualTo("alice");
        assertThat(entry().opening().client().orElseThrow().name()).isEqualTo("test");
        assertThat(server.policy().decided("tools/call").get(0).callId())
                .isEqualTo(entry().opening().callId());
    }

    @Test
    public void aWritesIntentIsOnRecordBeforeItRuns() {
        publish();

        for (String tool : List.of("write", "add")) {
            server.modern().tool(tool);
            assertThat(stepsInTool.get()).as(tool).containsExactly("target", "decided", "intent");
        }
    }

    @Test
    public void aWriteWhoseIntentCannotBeRecordedDoesNotRun() {
        publish();
        LegacyClient legacy = server.legacy();
        server.trail().failIntent();

        for (Answered answered : List.of(server.modern().tool("write"), legacy.tool("write"))) {
            assertThat(answered.status()).isEqualTo(503);
            assertThat(answered.header("Retry-After")).contains("1");
            assertThat(answered.code()).isEqualTo(-32603);
        }
        assertThat(runs).hasValue(0);
        assertThat(server.modern().tool("read").text()).as("reads need none").isEqualTo("canary");
        assertThat(server.running()).isZero();
    }

    @Test
    public void withoutAnEntryThereIsNoResult() {
        publish();
        LegacyClient legacy = server.legacy();
        server.trail().failClose();

        for (Answered answered : List.of(
                server.modern().tool("read"),
                legacy.tool("write"),
                server.modern().call("tools/list"),
                legacy.call("ping"),
                server.modern().tool("nobody"),
                server.modern().call("server/discover"))) {
            assertThat(answered.status()).isEqualTo(503);
            assertThat(answered.response().toString()).doesNotContain("canary", "\"result\"");
        }
        server.trail().recover();
        assertThat(legacy.tool("read").text())
                .as("the id is free, the session lives")
                .isEqualTo("canary");
    }

    @Test
    public void aHandshakeThatIsNotOnRecordOpensNoSession() {
        server.trail().failClose();

        Answered answered = server.stranger()
                .initialize(
                        "{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'t','version':'1'}}");

        assertThat(answered.status()).isEqualTo(503);
        assertThat(answered.header("Mcp-Session-Id")).isEmpty();
        assertThat(server.sessions()).isZero();
    }

    @Test
    public void aTrailThatBreaksItsContractIsNoResultEither() {
        publish();
        server.timeout(Duration.ofMillis(50));
        server.publish(Stubs.tool("read", (arguments, context) -> ran()), Stubs.tool("slow", (arguments, context) -> {
            Thread.sleep(Long.MAX_VALUE);
            return ToolResult.text("canary");
        }));
        server.trail().breakClose();

        assertThat(server.modern().tool("read").status()).isEqualTo(503);
        assertThat(server.modern().tool("slow").status())
                .as("answered from outside")
                .isEqualTo(503);
    }

    @Test
    public void aResultThatWasStreamedIsKeptBackWhenItIsNotOnRecord() {
        server.publish(Stubs.tool("talk", (arguments, context) -> {
            context.progress(1, 2, "");
            server.trail().failClose();
            return ToolResult.text("canary");
        }));

        Answered answered = server.modern().with("progressToken", "1").tool("talk");

        assertThat(answered.streamed()).isTrue();
        assertThat(answered.code()).isEqualTo(-32603);
    }

    @Test
    public void aDenialLeavesNoTraceOfTheToolAndIsNoSecret() {
        publish();
        server.policy()
                .decide("tools/call", new Decision.Deny("operation_not_supported", "Writes are not available here."));

        for (String tool : List.of("read", "write")) {
            Answered answered = server.modern().tool(tool);

            assertThat(answered.failed()).isTrue();
            assertThat(answered.text()).isEqualTo("Writes are not available here.");
            assertThat(answered.result().path("_meta").path("io.patchbay/code").textValue())
                    .isEqualTo("operation_not_supported");
        }
        assertThat(runs).hasValue(0);
        assertThat(server.trail().entries("tools/call").get(1).steps()).containsExactly("target", "decided", "closed");
        assertThat(server.trail().entries("tools/call").get(1).outcome())
                .isEqualTo(new Outcome(Outcome.Kind.DENIED, "operation_not_supported"));
        assertThat(server.running()).isZero();
    }

    @Test
    public void aDraftIsKeptAndNotRun() {
        publish();
        server.policy().decide("tools/call", new Decision.Draft("d1", "Kept as draft d1."));

        Answered answered = server.legacy().tool("write");

        assertThat(answered.text()).isEqualTo("Kept as draft d1.");
        assertThat(runs).hasValue(0);
        assertThat(entry().outcome().kind()).isEqualTo(Outcome.Kind.DRAFT);
        assertThat(entry().steps()).doesNotContain("intent");
    }

    @Test
    public void aPolicyThatThrowsAllowsNothing() {
        publish();
        LegacyClient legacy = server.legacy();
        server.policy().decide(operation -> {
            throw new IllegalStateException("canary");
        });

        for (Answered answered :
                List.of(server.modern().tool("write"), legacy.tool("read"), legacy.call("tools/list"))) {
            assertThat(answered.summary()).isEqualTo("200 -32603");
            assertThat(answered.response().toString()).doesNotContain("canary");
        }
        assertThat(runs).hasValue(0);
        assertThat(entry0().outcome().kind()).isEqualTo(Outcome.Kind.ERROR);
    }

    private RecordingTrail.Entry entry0() {
        return server.trail().entries("tools/call").get(0);
    }

    @Test
    public void everyOperationIsDecidedAndOnRecordOnce() {
        publish();
        LegacyClient client = server.legacy();
        List<String> both = List.of("tools/list", "prompts/list", "resources/list", "resources/templates/list");
        both.forEach(client::call);
        both.forEach(method -> server.modern().call(method));
        client.call("ping");
        client.call("logging/setLevel", "{'level':'info'}");
        client.call("resources/unsubscribe", "{'uri':'a:b'}");
        server.modern().call("server/discover");
        server.modern().tool("read");

        for (String method : both) {
            assertThat(server.trail().entries(method)).as(method).hasSize(2);
            assertThat(server.policy().decided(method)).as(method).hasSize(2);
        }
        for (String method : List.of(
                "initialize", "ping", "logging/setLevel", "resources/unsubscribe", "server/discover", "tools/call")) {
            assertThat(server.trail().entry(method).closed()).as(method).isEqualTo(1);
            assertThat(server.policy().decided(method)).as(method).hasSize(1);
        }
        assertThat(server.trail().refusals()).isEmpty();
    }

    @Test
    public void whatWasAskedForIsOnRecordAlsoWhenItIsNotThere() {
        server.modern().tool("nobody", "{'password':'canary'}");

        assertThat(entry().target().label()).isEqualTo("tools:nobody");
        assertThat(entry().outcome()).isEqualTo(new Outcome(Outcome.Kind.INVALID, "-32602"));
        assertThat(entry().arguments().values())
                .as("nobody said which of them are secret")
                .isEmpty();
        assertThat(server.policy().decided("tools/call")).isEmpty();
    }

    @Test
    public void aNameAsLongAsABodyIsCutOnRecordAndInTheAnswer() {
        String name = "x".repeat(100_000);

        Answered answered = server.modern().tool(name);

        assertThat(answered.message()).hasSizeLessThan(200);
        assertThat(entry().target().name()).hasSizeLessThan(200);
    }

    @Test
    public void violationsAndQuestionsAreOutcomesOfTheirOwn() {
        Schema schema = Schema.of("{\"type\":\"object\",\"required\":[\"n\"]}");
        server.publish(
                Stubs.tool(ToolDefinition.destructive("strict", "Strict.", schema), (arguments, context) -> ran()),
                Stubs.write("ask", (arguments, context) -> ToolResult.ask("r", new InputRequest.Roots())));

        server.modern().tool("strict");
        server.modern().tool("ask");

        var entries = server.trail().entries("tools/call");
        assertThat(entries.get(0).outcome()).isEqualTo(new Outcome(Outcome.Kind.FAILED, "invalid_arguments"));
        assertThat(entries.get(0).steps()).doesNotContain("decided", "intent");
        assertThat(entries.get(1).outcome().kind()).isEqualTo(Outcome.Kind.INPUT_REQUIRED);
    }

    @Test
    public void theTargetOfAResourceReadIsItsEntry() {
        server.publish(Stubs.resource("test:/a", "a"));

        server.modern().call("resources/read", "{'uri':'test:/a'}");

        assertThat(server.trail().entry("resources/read").target().kind()).isEqualTo(Target.Kind.RESOURCE);
        assertThat(server.trail().entry("resources/read").arguments().values()).containsEntry("uri", "test:/a");
    }
}
