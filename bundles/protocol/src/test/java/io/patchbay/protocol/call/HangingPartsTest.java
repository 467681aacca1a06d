package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Completion;
import io.patchbay.api.Page;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** Connectors that hang outside of tools: while they list, complete, read or fill in a prompt. */
public final class HangingPartsTest {

    @Rule
    public final Server server = new Server();

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();

    @After
    public void end() {
        over.set(true);
    }

    /** Ignores interrupts. */
    private void hang() {
        asked.incrementAndGet();
        while (!over.get()) {
            Thread.onSpinWait();
        }
    }

    private final class HangingTemplate implements ResourceTemplate {

        private final String scheme;

        HangingTemplate(String scheme) {
            this.scheme = scheme;
        }

        @Override
        public TemplateDefinition definition() {
            return TemplateDefinition.of(scheme + "://{id}", scheme);
        }

        @Override
        public ResourceResult read(URI uri, Map<String, String> variables, CallContext context) {
            hang();
            return ResourceResult.notFound();
        }

        @Override
        public Page<ResourceDefinition> list(Optional<String> cursor, CallContext context) {
            hang();
            return Page.empty();
        }

        @Override
        public Completion complete(String variable, String typed, Map<String, String> known, CallContext context) {
            hang();
            return Completion.none();
        }
    }

    private final class HangingPrompt implements Prompt {

        @Override
        public PromptDefinition definition() {
            return PromptDefinition.of("hang", "Hangs.", PromptArgument.required("what", "Anything"));
        }

        @Override
        public PromptResult get(Arguments arguments, CallContext context) {
            hang();
            return PromptResult.of();
        }
    }

    /** Lists one resource without delay. */
    private static final class GoodTemplate implements ResourceTemplate {

        @Override
        public TemplateDefinition definition() {
            return TemplateDefinition.of("z://{id}", "z");
        }

        @Override
        public ResourceResult read(URI uri, Map<String, String> variables, CallContext context) {
            return ResourceResult.text(uri.toString(), "text/plain", "good");
        }

        @Override
        public Page<ResourceDefinition> list(Optional<String> cursor, CallContext context) {
            return new Page<>(List.of(ResourceDefinition.of("z://1", "one")), Optional.empty());
        }
    }

    private void stuckAfter(int calls) {
        server.limits(Limits.DEFAULT
                .withPerConnector(new Limits.PerConnector(10, 0, Duration.ZERO, calls))
                .withCallTimeout(Duration.ofSeconds(15)));
    }

    @Test
    public void aListThatHangsLeavesTheOthersTheirParts() {
        stuckAfter(8);
        server.publish("bad", List.of(new HangingTemplate("a"), new HangingTemplate("b")));
        server.publish("good", List.of(new GoodTemplate()));

        for (boolean modern : new boolean[] {true, false}) {
            asked.set(0);
            Answered listed = modern
                    ? server.modern().call("resources/list")
                    : server.legacy().call("resources/list");

            assertThat(listed.result().path("resources").findValuesAsText("uri"))
                    .containsExactly("z://1");
            assertThat(asked)
                    .as("its other templates are not asked, once it was silent")
                    .hasValue(1);
        }
        over.set(true);
        Waiting.until("all ended", () -> server.running() == 0);
    }

    @Test
    public void aConnectorWhoseListsHangIsNotAskedForEver() {
        stuckAfter(2);
        server.publish("bad", List.of(new HangingTemplate("a")));
        server.publish("good", List.of(new GoodTemplate()));
        Waiting.until("it is not asked any more", () -> {
            int before = asked.get();
            assertThat(server.modern().call("resources/list").result().path("resources"))
                    .hasSize(1);
            return asked.get() == before;
        });

        assertThat(asked.get()).as("threads it has taken").isLessThanOrEqualTo(10);
        assertThat(server.modern().call("tools/list").result().path("tools")).isEmpty();
        over.set(true);
        Waiting.until("all ended", () -> server.running() == 0);
    }

    @Test
    public void completionsReadsAndPromptsThatHangAreAnsweredAtTheirDeadlineAndCounted() {
        stuckAfter(3);
        server.limits(Limits.DEFAULT
                .withPerConnector(new Limits.PerConnector(10, 0, Duration.ZERO, 3))
                .withCallTimeout(Duration.ofMillis(50)));
        server.publish("bad", List.of(new HangingTemplate("a"), new HangingPrompt()));
        server.publish("good", List.of(new GoodTemplate(), Stubs.echo("echo")));

        Map<String, String> calls = Map.of(
                "completion/complete",
                        "{'ref':{'type':'ref/resource','uri':'a://{id}'},'argument':{'name':'id','value':''}}",
                "resources/read", "{'uri':'a://1'}",
                "prompts/get", "{'name':'hang','arguments':{'what':'x'}}");
        calls.forEach((method, params) -> assertThat(server.modern()
                        .call(method, params)
                        .error()
                        .path("data")
                        .path("code")
                        .textValue())
                .isEqualTo("deadline_exceeded"));
        Waiting.until(
                "they are found",
                () -> server.problems().stream().anyMatch(line -> line.startsWith("bad: 3 calls were ended")));

        calls.forEach((method, params) -> assertThat(server.modern()
                        .call(method, params)
                        .error()
                        .path("data")
                        .path("code")
                        .textValue())
                .isEqualTo("connector_busy"));
        assertThat(server.modern().tool("echo").text()).isEqualTo("{}");
        assertThat(server.modern()
                        .call("resources/read", "{'uri':'z://1'}")
                        .result()
                        .path("contents"))
                .hasSize(1);
        over.set(true);
        Waiting.until("all ended", () -> server.running() == 0);
    }
}
