package io.patchbay.protocol.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptResult;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Hidden entries get exactly the same answers as entries that do not exist. */
public final class HiddenTest {

    @Rule
    public final Server server = new Server();

    private final AtomicInteger runs = new AtomicInteger();

    /** Hides everything whose name begins with "hidden". */
    private final Identity.Known bob = Callers.known(
            "bob",
            Callers.ONLY
                    .withTools(Patterns.of("open*"))
                    .withResources(Patterns.of("open*"))
                    .withPrompts(Patterns.of("open*"))
                    .withFeatures(Patterns.of("*")));

    @Before
    public void publish() {
        Schema strict = Schema.of(TestJson.q(
                "{'type':'object','properties':{'n':{'type':'integer','x-mcp-header':'N'}},'required':['n']}"));
        server.publish(
                Stubs.tool(
                        ToolDefinition.readOnly("hidden1", "Hidden.", strict)
                                .withNeeds(io.patchbay.api.ClientCapability.ROOTS),
                        (arguments, context) -> {
                            runs.incrementAndGet();
                            return ToolResult.text("secret");
                        }),
                Stubs.echo("open1"),
                Stubs.prompt("hidden1", (arguments, context) -> PromptResult.of(), PromptArgument.required("x", "X.")),
                new Stubs.StubResource(
                        io.patchbay.api.ResourceDefinition.of("test:/hidden1", "hidden-resource"),
                        context -> ResourceResult.notFound()),
                new Stubs.StubTemplate(
                        io.patchbay.api.TemplateDefinition.of("hidden:/{id}", "hidden-template"),
                        (uri, variables, context) -> ResourceResult.text(uri.toString(), "text/plain", "secret")));
    }

    private String modern(String method, String params) {
        TestExchange exchange = server.modern(bob).can("{}").start(method, params);
        exchange.await();
        return exchange.reply().status() + " " + exchange.reply().headers()
                + new String(exchange.reply().body(), StandardCharsets.UTF_8);
    }

    private String legacy(String method, String params) {
        LegacyClient client = new LegacyClient(server, bob).open("{}");
        TestExchange exchange = client.start(method, params);
        exchange.await();
        return exchange.reply().status() + " " + exchange.reply().headers()
                + new String(exchange.reply().body(), StandardCharsets.UTF_8);
    }

    /** Asks for a hidden entry and for one that does not exist; both answers must be identical byte for byte. */
    private void same(String method, String params) {
        assertThat(params).contains("hidden");
        String unknown = params.replace("hidden", "absent");

        assertThat(modern(method, params)).isEqualTo(modern(method, unknown).replace("absent", "hidden"));
        assertThat(legacy(method, params)).isEqualTo(legacy(method, unknown).replace("absent", "hidden"));
    }

    @Test
    public void calledWhateverItsArguments() {
        same("tools/call", "{'name':'hidden1'}");
        same("tools/call", "{'name':'hidden1','arguments':{'n':1}}");
        same("tools/call", "{'name':'hidden1','arguments':{'n':'x'}}");
        same("tools/call", "{'name':'hidden1','arguments':5}");
        same("tools/call", "{'name':'hidden1','requestState':'x','inputResponses':5}");
        same("prompts/get", "{'name':'hidden1'}");
        same("prompts/get", "{'name':'hidden1','arguments':{'x':5}}");
        same("resources/read", "{'uri':'test:/hidden1'}");
        same("resources/read", "{'uri':'hidden:/7'}");
        same(
                "completion/complete",
                "{'ref':{'type':'ref/prompt','name':'hidden1'},'argument':{'name':'x','value':''}}");
        same(
                "completion/complete",
                "{'ref':{'type':'ref/prompt','name':'hidden1'},'argument':{'name':'nope','value':''}}");
        same(
                "completion/complete",
                "{'ref':{'type':'ref/resource','uri':'hidden:/{id}'},'argument':{'name':'id','value':''}}");
        same("resources/subscribe", "{'uri':'test:/hidden1'}");
        assertThat(runs).hasValue(0);
    }

    @Test
    public void listed() {
        for (String method : List.of("tools/list", "prompts/list", "resources/list", "resources/templates/list")) {
            assertThat(modern(method, "{}")).as(method).doesNotContain("hidden");
            assertThat(legacy(method, "{}")).as(method).doesNotContain("hidden");
        }
        assertThat(modern("tools/list", "{}")).contains("open1");
    }

    @Test
    public void othersSeeIt() {
        assertThat(server.modern()
                        .header("Mcp-Param-N", "1")
                        .tool("hidden1", "{'n':1}")
                        .text())
                .isEqualTo("secret");
        assertThat(server.modern().call("tools/list").result().toString()).contains("hidden1");
    }

    @Test
    public void policyThatThrowsHides() {
        server.policy().visible((grants, target) -> {
            if (target.kind() == Target.Kind.FEATURE) {
                return Visibility.VISIBLE;
            }
            throw new IllegalStateException("no idea");
        });

        assertThat(server.modern().tool("open1").summary()).isEqualTo("200 -32602");
        assertThat(server.modern().call("tools/list").result().path("tools")).isEmpty();
    }

    @Test
    public void aChangeOfPolicyHoldsFromTheNextRequestOn() {
        assertThat(server.modern().tool("open1").summary()).isEqualTo("200 ok");

        server.policy().show("tools:open1", Visibility.HIDDEN);
        assertThat(server.modern().tool("open1").summary()).isEqualTo("200 -32602");
        server.policy().show("tools:open1", Visibility.VISIBLE);

        assertThat(server.modern().tool("open1").summary()).isEqualTo("200 ok");
    }

    @Test
    public void aTokenThatLacksAScopeIsChallengedBeforeAnythingGoesOut() {
        server.policy().show("tools:open1", new Visibility.StepUp(Set.of("tools:open1")));

        for (Answered answered :
                List.of(server.modern().tool("open1"), server.legacy().tool("open1"))) {
            assertThat(answered.status()).isEqualTo(403);
            assertThat(answered.header("WWW-Authenticate").orElseThrow())
                    .contains("insufficient_scope", "scope=\"tools:open1\"");
        }
        assertThat(server.modern().call("tools/list").result().toString()).doesNotContain("open1");
    }
}
