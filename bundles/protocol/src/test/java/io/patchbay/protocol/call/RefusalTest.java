package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Effect;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptResult;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.RecordingTrail;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** A denial that does not depend on arguments is decided before the arguments are checked. */
public class RefusalTest {

    private static final Decision.Deny DENIED =
            new Decision.Deny("operation_not_supported", "Writes are not available.");
    private static final Schema PATH =
            Schema.of("{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}},\"required\":[\"path\"]}");

    @Rule
    public final Server server = new Server();

    private final AtomicInteger runs = new AtomicInteger();

    @Before
    public void publish() {
        server.publish(
                Stubs.tool(ToolDefinition.additive("write", "Writes.", PATH), (arguments, context) -> {
                    runs.incrementAndGet();
                    return ToolResult.text("written");
                }),
                Stubs.prompt(
                        "letter", (arguments, context) -> PromptResult.of(), PromptArgument.required("to", "Whom")));
        server.policy()
                .refuse(operation ->
                        operation.target().effect() == Effect.ADDITIVE ? Optional.of(DENIED) : Optional.empty());
    }

    @Test
    public void aDeniedCallerLearnsNothingOfTheSchema() {
        for (String arguments : List.of("{}", "{'path':7}", "{'path':'a'}", "{'other':null}")) {
            String params = "{'name':'write','arguments':" + arguments + "}";
            for (Answered answered : List.of(
                    server.modern().call("tools/call", params), server.legacy().call("tools/call", params))) {
                assertThat(answered.failed()).isTrue();
                assertThat(answered.text()).isEqualTo("Writes are not available.");
            }
        }
        assertThat(runs).hasValue(0);
        assertThat(server.policy().decided("tools/call")).isEmpty();
    }

    @Test
    public void whatWasAskedIsOnRecord() {
        server.modern().call("tools/call", "{'name':'write','arguments':{'path':7}}");

        RecordingTrail.Entry entry = server.trail().entry("tools/call");
        assertThat(entry.steps()).containsExactly("target", "decided", "closed");
        assertThat(entry.target().name()).isEqualTo("write");
        assertThat(entry.outcome()).isEqualTo(new Outcome(Outcome.Kind.DENIED, "operation_not_supported"));
    }

    @Test
    public void policyIsAskedWithoutArguments() {
        List<Object> asked = new ArrayList<>();
        server.policy().refuse(operation -> {
            asked.add(operation.arguments().values());
            return Optional.empty();
        });

        assertThat(server.modern()
                        .call("tools/call", "{'name':'write','arguments':{'path':'a'}}")
                        .text())
                .isEqualTo("written");
        assertThat(asked)
                .hasSize(1)
                .allSatisfy(arguments -> assertThat(arguments.toString()).isEqualTo("{}"));
    }

    @Test
    public void whoMayDoItIsToldWhatIsWrong() {
        server.policy().refuse(operation -> Optional.empty());

        assertThat(server.modern()
                        .call("tools/call", "{'name':'write','arguments':{}}")
                        .text())
                .startsWith("Invalid arguments for write:");
    }

    @Test
    public void whatIsHiddenDoesNotExist() {
        server.policy().show("tools:write", Visibility.HIDDEN);

        assertThat(server.modern()
                        .call("tools/call", "{'name':'write','arguments':{}}")
                        .summary())
                .isEqualTo("200 -32602");
    }

    @Test
    public void itHoldsForPrompts() {
        server.policy().refuse(operation -> Optional.of(DENIED));

        Answered answered = server.modern().call("prompts/get", "{'name':'letter'}");

        assertThat(answered.summary()).isEqualTo("200 -32603");
        assertThat(answered.error().path("message").textValue()).isEqualTo("Writes are not available.");
    }

    @Test
    public void aPolicyThatThrowsDeniesTheCall() {
        server.policy().refuse(operation -> {
            throw new IllegalStateException("broken");
        });

        assertThat(server.modern()
                        .call("tools/call", "{'name':'write','arguments':{'path':'a'}}")
                        .code())
                .isEqualTo(-32603);
        assertThat(runs).hasValue(0);
    }

    @Test
    public void noLeaseIsLeftBehind() {
        server.modern().call("tools/call", "{'name':'write','arguments':{}}");

        assertThat(server.running()).isZero();
        server.publish();
        assertThat(server.modern()
                        .call("tools/call", "{'name':'write','arguments':{}}")
                        .summary())
                .isEqualTo("200 -32602");
    }
}
