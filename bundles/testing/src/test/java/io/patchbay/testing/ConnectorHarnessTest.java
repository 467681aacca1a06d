package io.patchbay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Answer;
import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Caller;
import io.patchbay.api.Completion;
import io.patchbay.api.Content;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Level;
import io.patchbay.api.Message;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.Schema;
import io.patchbay.api.Tasks;
import io.patchbay.api.Tenant;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.spi.audit.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public final class ConnectorHarnessTest {

    private static final Schema ANY = Schema.of("{\"type\":\"object\"}");
    private static final Schema FORM =
            Schema.of("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}");

    private interface Body {
        ToolResult call(Arguments arguments, CallContext context) throws Exception;
    }

    private record StubTool(ToolDefinition definition, Body body) implements Tool {
        @Override
        public ToolResult call(Arguments arguments, CallContext context) throws Exception {
            return body.call(arguments, context);
        }
    }

    private static Tool tool(String name, Body body) {
        return new StubTool(ToolDefinition.readOnly(name, "A tool.", ANY), body);
    }

    private static List<TestingClient> both(ConnectorHarness server) {
        return List.of(server.modern(), server.legacy());
    }

    @Test
    public void callsToolsInBothEras() {
        try (var server = ConnectorHarness.inNamespace("ns", tool("echo", (arguments, context) ->
                ToolResult.structured(arguments.json())))) {
            for (TestingClient client : both(server)) {
                ToolAnswer answer = client.callTool("ns_echo", Map.of("n", 1));

                assertThat(answer.isError()).isFalse();
                assertThat(answer.code()).isEmpty();
                assertThat(answer.text()).isEqualTo("{\"n\":1}");
                assertThat(answer.structured().integer("n")).isEqualTo(1);
            }
            assertThat(server.callTool("ns_echo").text()).isEqualTo("{}");
        }
    }

    @Test
    public void argumentsAreCheckedAsOnTheServer() {
        Schema schema = Schema.of("{\"type\":\"object\",\"required\":[\"n\"]}");
        try (var server = ConnectorHarness.of(
                new StubTool(ToolDefinition.readOnly("strict", "Strict.", schema), (arguments, context) -> ToolResult.text("ran")))) {
            ToolAnswer answer = server.callTool("strict");

            assertThat(answer.isError()).isTrue();
            assertThat(answer.code()).contains("INVALID_ARGUMENTS");
            assertThat(server.recorded().get(server.recorded().size() - 1).outcome())
                    .isEqualTo(new Outcome(Outcome.Kind.FAILED, "INVALID_ARGUMENTS"));
        }
    }

    @Test
    public void writesAreRefusedUntilTheTestAllowsThem() {
        Tool write = new StubTool(ToolDefinition.destructive("write", "Writes.", ANY), (arguments, context) -> ToolResult.text("written"));
        try (var server = ConnectorHarness.of(write)) {
            assertThat(server.callTool("write").code()).contains("operation_not_supported");

            server.allowingWrites();

            assertThat(server.callTool("write").text()).isEqualTo("written");
            Recorded recorded = server.recorded().stream().filter(Recorded::intent).findFirst().orElseThrow();
            assertThat(recorded.target()).isEqualTo("tools:write");
            assertThat(recorded.method()).isEqualTo("tools/call");
        }
    }

    @Test
    public void questionsAreAnsweredByFunctionsInBothEras() {
        Tool asks = tool("asks", (arguments, context) -> {
            Map<String, InputRequest> requests = new LinkedHashMap<>();
            requests.put("form", InputRequest.form("Who?", FORM));
            requests.put("page", new InputRequest.Url("Open.", URI.create("https://example.com/")));
            requests.put("model", InputRequest.sampling(5, Message.user("Write.")));
            requests.put("roots", new InputRequest.Roots());
            if (context.answers().isEmpty()) {
                return new ToolResult.InputRequired(requests, Optional.of("kept"));
            }
            return ToolResult.text(((Answer.Accepted) context.answers().get("form")).content().string("name")
                    + " " + context.answers().get("page").getClass().getSimpleName()
                    + " " + ((Answer.Sampled) context.answers().get("model")).model()
                    + " " + ((Answer.Roots) context.answers().get("roots")).roots().get(0).name().orElseThrow()
                    + " " + context.state().orElseThrow());
        });
        try (var server = ConnectorHarness.of(asks)) {
            for (TestingClient client : both(server)) {
                TestingClient answering = client
                        .answeringForms(form -> new Answer.Accepted(Arguments.of(Map.of("name", "re: " + form.string("message")))))
                        .answeringPages(page -> new Answer.Declined())
                        .answeringSampling(asked -> new Answer.Sampled(
                                Message.Role.ASSISTANT, List.of(Content.text("Hi")), "m" + asked.integer("maxTokens"), Optional.empty()))
                        .answeringRoots(new Answer.Root(URI.create("file:///a"), Optional.of("A")));

                assertThat(answering.callTool("asks").text()).isEqualTo("re: Who? Declined m5 A kept");
            }
        }
    }

    @Test
    public void aClientWithoutAnswersCannotBeAsked() {
        try (var server = ConnectorHarness.of(tool("asks", (arguments, context) ->
                ToolResult.ask("form", InputRequest.form("Who?", FORM))))) {
            assertThat(server.legacy().callTool("asks").code()).contains("missing_capability");
            assertThatThrownBy(() -> server.modern().callTool("asks"))
                    .isInstanceOfSatisfying(McpError.class, error -> {
                        assertThat(error.code()).isEqualTo(-32021);
                        assertThat(error.status()).isEqualTo(400);
                    });
        }
    }

    @Test
    public void aLegacyClientMayAnswerWithAnError() {
        try (var server = ConnectorHarness.of(tool("asks", (arguments, context) -> context.answers().isEmpty()
                ? ToolResult.ask("form", InputRequest.form("Who?", FORM))
                : ToolResult.text(context.answers().get("form").toString())))) {
            assertThat(server.legacy().answeringForms(form -> new Answer.Refused("busy")).callTool("asks").text())
                    .isEqualTo("Refused[message=busy]");
            assertThatThrownBy(() -> server.modern().answeringForms(form -> new Answer.Refused("busy")).callTool("asks"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    public void progressAndLogsComeAlong() {
        try (var server = ConnectorHarness.of(tool("talks", (arguments, context) -> {
            context.progress(1, 2, "half");
            context.log(Level.INFO, "hello");
            return ToolResult.text("done");
        }))) {
            for (TestingClient client : both(server)) {
                List<String> methods = new ArrayList<>();
                client.callTool("talks").notifications().forEach(message -> methods.add(message.string("method")));

                assertThat(methods).containsExactly("notifications/progress", "notifications/message");
            }
        }
    }

    @Test
    public void argumentsThatASchemaWantsInHeadersAreRepeatedThere() {
        Schema schema = Schema.of("{\"type\":\"object\",\"properties\":{\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"},"
                + "\"in\":{\"type\":\"object\",\"properties\":{\"deep\":{\"type\":\"integer\",\"x-mcp-header\":\"Deep\"}}}}}");
        try (var server = ConnectorHarness.of(
                new StubTool(ToolDefinition.readOnly("placed", "Placed.", schema), (arguments, context) -> ToolResult.text("ran")))) {
            assertThat(server.callTool("placed", Map.of("region", "\u00fc =?", "in", Map.of("deep", 7))).text()).isEqualTo("ran");
            assertThat(server.callTool("placed").text()).isEqualTo("ran");
        }
    }

    @Test
    public void readsResourcesAndGetsPromptsInBothEras() {
        Resource resource = new Resource() {
            @Override
            public ResourceDefinition definition() {
                return ResourceDefinition.of("test:/a", "a");
            }

            @Override
            public ResourceResult read(CallContext context) {
                return ResourceResult.text("test:/a", "text/plain", "soup");
            }
        };
        Prompt prompt = new Prompt() {
            @Override
            public PromptDefinition definition() {
                return PromptDefinition.of("greet", "Greets.", PromptArgument.required("name", "Whom."));
            }

            @Override
            public PromptResult get(Arguments arguments, CallContext context) {
                return PromptResult.of(Message.user("Hello " + arguments.string("name")), Message.assistant("Hi"));
            }

            @Override
            public Completion complete(String argument, String typed, Map<String, String> known, CallContext context) {
                return Completion.of(List.of(typed + "da"));
            }
        };
        try (var server = ConnectorHarness.inNamespace("ns", resource, prompt)) {
            for (TestingClient client : both(server)) {
                assertThat(client.readResource("test:/a").text()).isEqualTo("soup");
                assertThat(client.readResource("test:/a").mimeType()).isEqualTo("text/plain");
                assertThat(client.getPrompt("ns_greet", Map.of("name", "Ada")).text()).isEqualTo("user: Hello Ada\nassistant: Hi");
                assertThat(client.completePrompt("ns_greet", "name", "A")).containsExactly("Ada");
                assertThat(client.listPrompts().get(0).string("name")).isEqualTo("ns_greet");
                assertThat(client.listResources().get(0).string("uri")).isEqualTo("test:/a");
                assertThat(client.listTools()).isEmpty();
                assertThat(client.listResourceTemplates()).isEmpty();
                assertThatThrownBy(() -> client.getPrompt("ns_greet", Map.of())).isInstanceOf(McpError.class);
                assertThatThrownBy(() -> client.readResource("test:/b")).isInstanceOf(McpError.class);
            }
        }
    }

    @Test
    public void tasksAreFollowedToTheirEnd() {
        Tool job = new StubTool(
                ToolDefinition.readOnly("job", "A tool.", ANY).withTasks(Tasks.REQUIRED),
                (arguments, context) -> {
                    context.continueAsTask();
                    return context.answers().get("who") instanceof Answer.Accepted accepted
                            ? ToolResult.text("Worked for " + accepted.content().string("name"))
                            : ToolResult.ask("who", InputRequest.form("Who?", FORM));
                });
        try (var server = ConnectorHarness.inNamespace("ns", job)) {
            TestingClient client = server.modern().answeringForms(asked -> new Answer.Accepted(Arguments.of(Map.of("name", "Al"))));

            assertThat(client.followingTasks().callTool("ns_job").text()).isEqualTo("Worked for Al");
            assertThatThrownBy(() -> client.callTool("ns_job"))
                    .isInstanceOfSatisfying(McpError.class, error -> assertThat(error.code()).isEqualTo(-32021));
            assertThatThrownBy(() -> server.modern().followingTasks().callTool("ns_job"))
                    .isInstanceOfSatisfying(McpError.class, error -> assertThat(error.code()).isEqualTo(-32021));
            assertThat(server.legacy().followingTasks().callTool("ns_job").isError()).isTrue();
        }
    }

    @Test
    public void anotherCallerIsAnother() {
        Caller ada = new Caller("ada", "Ada", Caller.Kind.AGENT, new Tenant("t"), Map.of());
        try (var server = ConnectorHarness.of(tool("who", (arguments, context) -> ToolResult.text(context.caller().id())))) {
            for (TestingClient client : both(server)) {
                assertThat(client.withCaller(ada).callTool("who").text()).isEqualTo("ada");
                assertThat(client.callTool("who").text()).isEqualTo("tester");
            }
        }
    }

    @Test
    public void aToolThatHangsIsAnsweredForAtItsDeadline() {
        try (var server = ConnectorHarness.of(tool("hangs", (arguments, context) -> {
                    Thread.sleep(Long.MAX_VALUE);
                    return ToolResult.text("late");
                }))
                .withCallTimeout(Duration.ofMillis(50))) {
            assertThat(server.callTool("hangs").code()).contains("deadline_exceeded");
        }
    }

    @Test
    public void aDefinitionThatIsRefusedSaysWhy() {
        assertThatThrownBy(() -> ConnectorHarness.of(tool("has blanks", (arguments, context) -> ToolResult.text(""))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has blanks");
    }

    @Test
    public void anUpdateTakesThePlaceOfWhatWasThere() {
        try (var server = ConnectorHarness.of(tool("one", (arguments, context) -> ToolResult.text("1")))) {
            TestingClient client = server.legacy();
            client.callTool("one");

            server.publish("", tool("two", (arguments, context) -> ToolResult.text("2")));

            assertThat(client.callTool("two").text()).isEqualTo("2");
            assertThatThrownBy(() -> client.callTool("one")).isInstanceOf(McpError.class);
        }
    }
}
