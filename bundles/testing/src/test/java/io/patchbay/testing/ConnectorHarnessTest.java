package io.patchbay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Caller;
import io.patchbay.api.Completion;
import io.patchbay.api.Message;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.Schema;
import io.patchbay.api.Tenant;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.spi.audit.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class ConnectorHarnessTest {

    @Test
    public void callsToolsInBothEras() {
        try (var server = ConnectorHarness.inNamespace(
                "ns", StubTool.of("echo", (arguments, context) -> ToolResult.structured(arguments.json())))) {
            for (TestingClient client : List.of(server.modern(), server.legacy())) {
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
    public void argumentsAreValidatedAsOnTheServer() {
        Schema schema = Schema.of("{\"type\":\"object\",\"required\":[\"n\"]}");
        try (var server = ConnectorHarness.of(new StubTool(
                ToolDefinition.readOnly("strict", "Strict.", schema),
                (arguments, context) -> ToolResult.text("ran")))) {
            ToolAnswer answer = server.callTool("strict");

            assertThat(answer.isError()).isTrue();
            assertThat(answer.code()).contains("invalid_arguments");
            assertThat(server.recorded().get(server.recorded().size() - 1).outcome())
                    .isEqualTo(new Outcome(Outcome.Kind.FAILED, "invalid_arguments"));
        }
    }

    @Test
    public void writesAreRefusedUntilTheTestAllowsThem() {
        Tool write = new StubTool(
                ToolDefinition.destructive("write", "Writes.", StubTool.ANY),
                (arguments, context) -> ToolResult.text("written"));
        try (var server = ConnectorHarness.of(write)) {
            assertThat(server.callTool("write").code()).contains("operation_not_supported");

            server.allowingWrites();

            assertThat(server.callTool("write").text()).isEqualTo("written");
            Recorded recorded = server.recorded().stream()
                    .filter(Recorded::intent)
                    .findFirst()
                    .orElseThrow();
            assertThat(recorded.target()).isEqualTo("tools:write");
            assertThat(recorded.method()).isEqualTo("tools/call");
        }
    }

    @Test
    public void argumentsWithAHeaderAreRepeatedInHeaders() {
        Schema schema = Schema.of(
                "{\"type\":\"object\",\"properties\":{\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"},"
                        + "\"in\":{\"type\":\"object\",\"properties\":{\"deep\":{\"type\":\"integer\",\"x-mcp-header\":\"Deep\"}}}}}");
        try (var server = ConnectorHarness.of(new StubTool(
                ToolDefinition.readOnly("placed", "Placed.", schema),
                (arguments, context) -> ToolResult.text("ran")))) {
            assertThat(server.callTool("placed", Map.of("region", "\u00fc =?", "in", Map.of("deep", 7)))
                            .text())
                    .isEqualTo("ran");
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
            for (TestingClient client : List.of(server.modern(), server.legacy())) {
                assertThat(client.readResource("test:/a").text()).isEqualTo("soup");
                assertThat(client.readResource("test:/a").mimeType()).isEqualTo("text/plain");
                assertThat(client.getPrompt("ns_greet", Map.of("name", "Ada")).text())
                        .isEqualTo("user: Hello Ada\nassistant: Hi");
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
    public void callsCanHaveAnotherCaller() {
        Caller ada = new Caller("ada", "Ada", Caller.Kind.AGENT, new Tenant("t"), Map.of());
        try (var server = ConnectorHarness.of(StubTool.of(
                "who", (arguments, context) -> ToolResult.text(context.caller().id())))) {
            for (TestingClient client : List.of(server.modern(), server.legacy())) {
                assertThat(client.withCaller(ada).callTool("who").text()).isEqualTo("ada");
                assertThat(client.callTool("who").text()).isEqualTo("tester");
            }
        }
    }

    @Test
    public void aCallOfAHangingToolEndsAtItsDeadline() {
        try (var server = ConnectorHarness.of(StubTool.of("hangs", (arguments, context) -> {
                    Thread.sleep(Long.MAX_VALUE);
                    return ToolResult.text("late");
                }))
                .withCallTimeout(Duration.ofMillis(50))) {
            assertThat(server.callTool("hangs").code()).contains("deadline_exceeded");
        }
    }

    @Test
    public void closingAgainDoesNothing() {
        ConnectorHarness server = ConnectorHarness.of();

        server.close();

        assertThatCode(server::close).doesNotThrowAnyException();
    }

    @Test
    public void anInvalidDefinitionIsReported() {
        assertThatThrownBy(() ->
                        ConnectorHarness.of(StubTool.of("has blanks", (arguments, context) -> ToolResult.text(""))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has blanks");
    }

    @Test
    public void anUpdateReplacesThePreviousServices() {
        try (var server = ConnectorHarness.of(StubTool.of("one", (arguments, context) -> ToolResult.text("1")))) {
            TestingClient client = server.legacy();
            client.callTool("one");

            server.publish("", StubTool.of("two", (arguments, context) -> ToolResult.text("2")));

            assertThat(client.callTool("two").text()).isEqualTo("2");
            assertThatThrownBy(() -> client.callTool("one")).isInstanceOf(McpError.class);
        }
    }
}
