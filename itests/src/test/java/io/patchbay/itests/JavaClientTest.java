package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** The official Java client, told to speak each of the revisions it knows. */
@RunWith(Parameterized.class)
public class JavaClientTest {

    private static Server server;
    private static String key;

    private final List<Object> progress = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Parameter
    public String revision;

    @Parameters(name = "{0}")
    public static List<String> revisions() {
        return List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");
    }

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        Installation installation = new Installation("java-client");
        key = installation.key("java");
        installation.allowWrites("test_trigger_*");
        installation.deploy("conformance");
        server = installation.start(Jdk.all().get(0));
    }

    @AfterClass
    public static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private McpSyncClient client() {
        URI endpoint = server.endpoint();
        McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                endpoint.resolve("/").toString())
                        .endpoint(endpoint.getPath())
                        .supportedProtocolVersions(List.of(revision))
                        .openConnectionOnStartup(true)
                        .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + key))
                        .build())
                .requestTimeout(Duration.ofSeconds(30))
                .clientInfo(McpSchema.Implementation.builder("java", "1").build())
                .capabilities(McpSchema.ClientCapabilities.builder()
                        .roots(true)
                        .sampling()
                        .elicitation()
                        .build())
                .roots(new McpSchema.Root("file:///home/alice", "home"))
                .sampling(asked -> McpSchema.CreateMessageResult.builder(McpSchema.Role.ASSISTANT, "Hello", "none")
                        .build())
                .elicitation(asked -> new McpSchema.ElicitResult(
                        McpSchema.ElicitResult.Action.ACCEPT,
                        Map.of("username", "alice", "email", "alice@example.com")))
                .progressConsumer(update -> progress.add(update.progress()))
                .loggingConsumer(message -> log.add(String.valueOf(message.data())))
                .toolsChangeConsumer(tools -> heard.add("tools"))
                .promptsChangeConsumer(prompts -> heard.add("prompts"))
                .resourcesUpdateConsumer(contents -> heard.add("updated"))
                .build();
        client.initialize();
        return client;
    }

    private static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(McpSchema.CallToolResult result) {
        return ((McpSchema.TextContent) result.content().get(0)).text();
    }

    private boolean forms() {
        return revision.compareTo("2025-06-18") >= 0;
    }

    @Test
    public void callsToolsAndIsToldOnTheWay() {
        try (McpSyncClient client = client()) {
            assertThat(client.getCurrentInitializationResult().protocolVersion())
                    .isEqualTo(revision);
            assertThat(client.getServerInfo().name()).isEqualTo("patchbay");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("test_simple_text", "structured_sum");
            assertThat(text(call(client, "test_simple_text", Map.of())))
                    .isEqualTo("This is a simple text response for testing.");
            assertThat(call(client, "test_error_handling", Map.of()).isError()).isTrue();
            assertThat(call(client, "greet", Map.of("name", 5)).isError()).isTrue();
            assertThatThrownBy(() -> call(client, "no_such_tool", Map.of()))
                    .isInstanceOfSatisfying(
                            McpError.class,
                            error -> assertThat(error.getJsonRpcError().code()).isEqualTo(-32602));
            Object structured =
                    call(client, "structured_sum", Map.of("a", 2, "b", 3)).structuredContent();
            assertThat(String.valueOf(structured)).isEqualTo(forms() ? "{sum=5}" : "null");

            client.callTool(McpSchema.CallToolRequest.builder("test_tool_with_progress")
                    .arguments(Map.of())
                    .progressToken("mine")
                    .build());
            client.setLoggingLevel(McpSchema.LoggingLevel.INFO);
            call(client, "test_tool_with_logging", Map.of());

            // this client does not keep the order of what it hands on
            await().untilAsserted(() -> assertThat(progress).containsExactlyInAnyOrder(0.0, 50.0, 100.0));
            await().untilAsserted(() -> assertThat(log)
                    .containsExactlyInAnyOrder(
                            "Tool execution started", "Tool processing data", "Tool execution completed"));
            client.ping();
        }
    }

    @Test
    public void isAskedWhatItsRevisionCanBeAsked() {
        try (McpSyncClient client = client()) {
            assertThat(text(call(client, "test_sampling", Map.of("prompt", "Say hello"))))
                    .isEqualTo("LLM response: Hello");
            assertThat(text(call(client, "test_input_required_result_list_roots", Map.of())))
                    .contains("file:///home/alice");
            assertThat(text(call(client, "test_elicitation", Map.of("message", "Who are you?"))))
                    .contains(forms() ? "alice@example.com" : "your client does not support");
        }
    }

    @Test
    public void readsResourcesGetsPromptsAndHasArgumentsCompleted() {
        try (McpSyncClient client = client()) {
            assertThat(client.listResources().resources())
                    .extracting(McpSchema.Resource::uri)
                    .contains("test://static-text");
            assertThat(client.listResourceTemplates().resourceTemplates())
                    .extracting(McpSchema.ResourceTemplate::uriTemplate)
                    .contains("test://template/{id}/data");
            assertThat(client.readResource(McpSchema.ReadResourceRequest.builder("test://static-text")
                                    .build())
                            .contents())
                    .hasSize(1);
            assertThatThrownBy(() -> client.readResource(McpSchema.ReadResourceRequest.builder("test://nothing")
                            .build()))
                    .isInstanceOfSatisfying(
                            McpError.class,
                            error -> assertThat(error.getJsonRpcError().code()).isEqualTo(-32002));
            assertThat(client.listPrompts().prompts())
                    .extracting(McpSchema.Prompt::name)
                    .contains("test_simple_prompt");
            assertThat(client.getPrompt(McpSchema.GetPromptRequest.builder("test_prompt_with_arguments")
                                    .arguments(Map.of("arg1", "a", "arg2", "b"))
                                    .build())
                            .messages())
                    .hasSize(1);
            if (!revision.equals("2024-11-05")) { // its client looks for a capability that this revision cannot declare
                assertThat(client.completeCompletion(McpSchema.CompleteRequest.builder(
                                                new McpSchema.PromptReference("test_prompt_with_arguments"),
                                                new McpSchema.CompleteRequest.CompleteArgument("arg1", "par"))
                                        .build())
                                .completion()
                                .values())
                        .containsExactly("paris", "party");
            }
        }
    }

    @Test
    public void hearsOfChanges() {
        try (McpSyncClient client = client()) {
            client.subscribeResource(McpSchema.SubscribeRequest.builder("test://watched-resource")
                    .build());
            call(client, "test_trigger_resource_change", Map.of());
            await().until(() -> heard.contains("updated"));
            for (String list : List.of("tool", "prompt")) {
                call(client, "test_trigger_" + list + "_change", Map.of());
                await().until(() -> heard.contains(list + "s"));
                call(client, "test_trigger_" + list + "_change", Map.of());
            }
            client.unsubscribeResource(McpSchema.UnsubscribeRequest.builder("test://watched-resource")
                    .build());
        }
    }
}
