package io.patchbay.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.Content;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Level;
import io.patchbay.api.Message;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptResult;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.Schema;
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
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** The same scenarios in every revision with a handshake: the features of each. Every message is validated against its schema. */
@RunWith(Parameterized.class)
public final class RevisionsTest {

    private static final InputRequest FORM = InputRequest.form(
            "Who?",
            Schema.of(
                    "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"default\":\"x\"}},\"required\":[\"name\"]}"));
    private static final InputRequest SEVERAL = InputRequest.form(
            "Which?",
            Schema.of(
                    "{\"type\":\"object\",\"properties\":{\"several\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"a\"]}}},\"required\":[\"several\"]}"));

    @Rule
    public final Server server = new Server();

    private final Stubs.StubConnector updates = new Stubs.StubConnector();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Parameter
    public Revision revision;

    @Parameters(name = "{0}")
    public static List<Revision> revisions() {
        return List.of(Revision.V2024_11_05, Revision.V2025_03_26, Revision.V2025_06_18, Revision.V2025_11_25);
    }

    @Before
    public void publish() {
        server.publishAndTell(
                Stubs.tool(
                        ToolDefinition.readOnly("rich", "Says all.", Stubs.ANY)
                                .withTitle("Rich")
                                .withOutput(Schema.of("{\"type\":\"object\"}")),
                        (arguments, context) -> new ToolResult.Complete(
                                List.of(
                                        Content.audio(new byte[] {1}, "audio/wav"),
                                        Content.link(ResourceDefinition.of("test://a", "a")
                                                .withTitle("A"))),
                                Optional.of(new io.patchbay.api.Json("{\"a\":1}")))),
                Stubs.tool("talk", (arguments, context) -> {
                    context.progress(1, 2, "half");
                    context.log(Level.INFO, "working");
                    context.log(Level.DEBUG, "details");
                    return ToolResult.text("done");
                }),
                Stubs.tool(
                        "form",
                        (arguments, context) ->
                                context.answers().isEmpty() ? ToolResult.ask("who", FORM) : ToolResult.text("thanks")),
                Stubs.tool(
                        "several",
                        (arguments, context) -> context.answers().isEmpty()
                                ? ToolResult.ask("which", SEVERAL)
                                : ToolResult.text("thanks")),
                Stubs.tool(
                        "page",
                        (arguments, context) -> context.answers().isEmpty()
                                ? ToolResult.ask(
                                        "page", new InputRequest.Url("Open.", URI.create("https://example.com/x")))
                                : ToolResult.text("thanks")),
                Stubs.tool(
                        "model",
                        (arguments, context) -> context.answers().isEmpty()
                                ? ToolResult.ask(
                                        "model",
                                        InputRequest.sampling(
                                                5, Message.user(Content.audio(new byte[] {1}, "audio/wav"))))
                                : ToolResult.text("thanks")),
                Stubs.tool(
                        "folders",
                        (arguments, context) -> context.answers().isEmpty()
                                ? ToolResult.ask("folders", new InputRequest.Roots())
                                : ToolResult.text("thanks")),
                Stubs.tool("abilities", (arguments, context) -> {
                    List<String> able = new ArrayList<>();
                    for (ClientCapability capability : ClientCapability.values()) {
                        if (context.canAsk(capability)) {
                            able.add(capability.name());
                        }
                    }
                    return ToolResult.text(able.toString());
                }),
                Stubs.tool("hang", (arguments, context) -> {
                    context.log(Level.ERROR, "hanging");
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return ToolResult.text("late");
                }),
                Stubs.tool(
                        ToolDefinition.readOnly(
                                "header",
                                "Has a header.",
                                Schema.of(
                                        "{\"type\":\"object\",\"properties\":{\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"}}}")),
                        (arguments, context) -> {
                            context.log(Level.DEBUG, "details");
                            return ToolResult.text(arguments.string("region"));
                        }),
                updates.add(Stubs.resource("test://a", "content")),
                Stubs.template(
                        "test://{name}/x",
                        (uri, variables, context) ->
                                io.patchbay.api.ResourceResult.text(uri.toString(), "text/plain", "y")),
                Stubs.prompt(
                        "greet",
                        (arguments, context) -> PromptResult.of(Message.user("Hello")),
                        PromptArgument.optional("who", "Whom.")));
    }

    private LegacyClient client() {
        return server.legacy(revision);
    }

    private boolean from(Revision first) {
        return revision.compareTo(first) >= 0;
    }

    @Test
    public void theHandshakeAgreesOnTheRevision() {
        JsonNode result = client().handshake().result();

        assertThat(result.path("protocolVersion").textValue()).isEqualTo(revision.toString());
        assertThat(result.path("serverInfo").has("title")).isEqualTo(from(Revision.V2025_06_18));
        assertThat(result.has("_meta")).isFalse();
    }

    @Test
    public void theServerDeclaresWhatTheRevisionCanDeclare() {
        JsonNode capabilities = client().handshake().result().path("capabilities");

        assertThat(capabilities.has("completions")).isEqualTo(from(Revision.V2025_03_26));
        for (String name : List.of("tools", "resources", "prompts", "logging")) {
            assertThat(capabilities.has(name)).as(name).isTrue();
        }
        assertThat(capabilities.has("tasks") || capabilities.has("extensions")).isFalse();
    }

    @Test
    public void everyMethodWithAHandshakeIsServed() {
        LegacyClient client = client();

        assertThat(client.call("ping").result()).isEqualTo(TestJson.json("{}"));
        assertThat(client.call("logging/setLevel", "{'level':'error'}").result())
                .isEqualTo(TestJson.json("{}"));
        assertThat(client.call("tools/list").result().path("tools")).isNotEmpty();
        assertThat(client.call("prompts/list").result().path("prompts")).hasSize(1);
        assertThat(client.call("prompts/get", "{'name':'greet'}").result().path("messages"))
                .hasSize(1);
        assertThat(client.call("resources/list").result().path("resources")).hasSize(1);
        assertThat(client.call("resources/templates/list").result().path("resourceTemplates"))
                .hasSize(1);
        assertThat(client.call("resources/read", "{'uri':'test://a'}").result().path("contents"))
                .hasSize(1);
        assertThat(client.call("resources/subscribe", "{'uri':'test://a'}").result())
                .isEqualTo(TestJson.json("{}"));
        assertThat(client.call("resources/unsubscribe", "{'uri':'test://a'}").result())
                .isEqualTo(TestJson.json("{}"));
        assertThat(client.call(
                                "completion/complete",
                                "{'ref':{'type':'ref/prompt','name':'greet'},'argument':{'name':'who','value':'a'}}")
                        .result()
                        .path("completion")
                        .path("values"))
                .isNotEmpty();
    }

    @Test
    public void methodsOfTheModernEraAreUnknown() {
        for (String method : List.of(
                "server/discover",
                "subscriptions/listen",
                "tasks/get",
                "tasks/update",
                "tasks/cancel",
                "tasks/list",
                "tasks/result",
                "nothing")) {
            assertThat(client().call(method).summary()).as(method).isEqualTo("200 -32601");
        }
    }

    @Test
    public void whatAConnectorSaysIsSaidAsTheRevisionCanSayIt() {
        JsonNode result = client().tool("rich").result();

        assertThat(result.path("content").findValuesAsText("type"))
                .containsExactly(
                        from(Revision.V2025_03_26) ? "audio" : "text",
                        from(Revision.V2025_06_18) ? "resource_link" : "text");
        assertThat(result.has("structuredContent")).isEqualTo(from(Revision.V2025_06_18));
    }

    @Test
    public void aMissingResourceHasTheCodeOfItsEra() {
        Answered answered = client().call("resources/read", "{'uri':'test://none'}");

        assertThat(answered.summary()).isEqualTo("200 -32002");
        assertThat(answered.error().path("data").path("uri").textValue()).isEqualTo("test://none");
    }

    @Test
    public void wrongArgumentsAreTheModelsToPutRight() {
        server.publish(Stubs.tool(
                ToolDefinition.readOnly(
                        "strict",
                        "Strict.",
                        Schema.of("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}")),
                (arguments, context) -> ToolResult.text("")));

        assertThat(client().tool("strict", "{'n':'x'}").failed()).isTrue();
        assertThat(client().tool("none").summary()).isEqualTo("200 -32602");
    }

    @Test
    public void progressHasWordsWhereTheRevisionHasThem() {
        Answered answered = client().call("tools/call", "{'name':'talk','_meta':{'progressToken':'p'}}");

        JsonNode progress =
                answered.notifications("notifications/progress").get(0).path("params");
        assertThat(progress.path("progressToken").textValue()).isEqualTo("p");
        assertThat(progress.path("message").asText()).isEqualTo(from(Revision.V2025_03_26) ? "half" : "");
    }

    @Test
    public void logMessagesComeFromTheLevelThatWasSet() {
        LegacyClient client = client();

        assertThat(client.tool("talk").notifications("notifications/message")).hasSize(1);
        client.call("logging/setLevel", "{'level':'debug'}");
        assertThat(client.tool("talk").notifications("notifications/message")).hasSize(2);
        client.call("logging/setLevel", "{'level':'error'}");
        assertThat(client.tool("talk").notifications("notifications/message")).isEmpty();
        assertThat(client.call("logging/setLevel", "{'level':'loud'}").summary())
                .isEqualTo("200 -32602");
    }

    @Test
    public void connectorsMayAskWhatTheRevisionLetsThemAsk() {
        String able = client().tool("abilities").text();

        assertThat(able).contains("SAMPLING", "ROOTS");
        assertThat(able.contains("ELICITATION_FORM")).isEqualTo(from(Revision.V2025_06_18));
        assertThat(able.contains("ELICITATION_URL")).isEqualTo(from(Revision.V2025_11_25));
        assertThat(able.contains("SAMPLING_TOOLS")).isEqualTo(from(Revision.V2025_11_25));
    }

    @Test
    public void formsAreAskedSince20250618() {
        LegacyClient client = client();
        TestExchange call = client.start("tools/call", "{'name':'form'}");

        if (from(Revision.V2025_06_18)) {
            JsonNode question = TestJson.read(call.awaitEvents(1).events().get(0));
            assertThat(question.path("params").has("mode")).isEqualTo(from(Revision.V2025_11_25));
            client.respond(question, "{'action':'accept','content':{'name':'Ada'}}");
            assertThat(Answered.of(call).text()).isEqualTo("thanks");
        } else {
            assertThat(Answered.of(call).failed()).isTrue();
        }
    }

    @Test
    public void severalChoicesAndPagesAreAskedSince20251125() {
        for (String tool : List.of("several", "page")) {
            LegacyClient client = client();
            TestExchange call = client.start("tools/call", "{'name':'" + tool + "'}");

            if (from(Revision.V2025_11_25)) {
                JsonNode question = TestJson.read(call.awaitEvents(1).events().get(0));
                client.respond(question, "{'action':'accept','content':{'several':['a']}}");
                assertThat(Answered.of(call).text()).isEqualTo("thanks");
            } else {
                assertThat(Answered.of(call).failed()).as(tool).isTrue();
            }
        }
    }

    @Test
    public void modelsAndFoldersAreAskedInEveryRevision() {
        for (String tool : List.of("model", "folders")) {
            LegacyClient client = client();
            TestExchange call = client.start("tools/call", "{'name':'" + tool + "'}");
            JsonNode question = TestJson.read(call.awaitEvents(1).events().get(0));

            client.respond(
                    question,
                    tool.equals("model")
                            ? "{'role':'assistant','content':{'type':'text','text':'hi'},'model':'m'}"
                            : "{'roots':[{'uri':'file:///home'}]}");

            assertThat(Answered.of(call).text()).isEqualTo("thanks");
        }
    }

    @Test
    public void whatNobodyWaitsForAnyMoreIsTakenBack() {
        LegacyClient client = client();
        TestExchange call = client.start("'m'", "tools/call", "{'name':'model'}");
        JsonNode question = TestJson.read(call.awaitEvents(1).events().get(0));

        client.say("notifications/cancelled", "{'requestId':'m'}");

        JsonNode last = TestJson.read(call.awaitEvents(2).events().get(1));
        assertThat(last.path("method").asText()).isEqualTo("notifications/cancelled");
        assertThat(last.path("params").path("requestId")).isEqualTo(question.get("id"));
    }

    @Test
    public void aCancelledCallEndsWithoutAnAnswer() throws InterruptedException {
        LegacyClient client = client();
        TestExchange call =
                client.start("\"h\"", "tools/call", "{'name':'hang'}").awaitEvents(1);

        assertThat(client.say("notifications/cancelled", "{'requestId':'h'}").status())
                .isEqualTo(202);

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        call.await();
        assertThat(call.events()).hasSize(1);
    }

    @Test
    public void changesAreToldOnTheSessionsStream() {
        LegacyClient client = client();
        TestExchange stream = client.listen().awaitStream();

        server.publishAndTell(Stubs.echo("other"));

        stream.awaitEvents(1);
        assertThat(stream.events().stream()
                        .map(event -> TestJson.read(event).path("method").textValue()))
                .contains("notifications/tools/list_changed");
    }

    @Test
    public void aClientThatLeavesDoesNotCancel() {
        LegacyClient client = client();
        TestExchange call =
                client.start("\"h\"", "tools/call", "{'name':'hang'}").awaitEvents(1);

        call.disconnect();

        assertThat(client.call("ping").summary()).isEqualTo("200 ok");
        assertThat(interrupted.getCount()).isEqualTo(1);
        assertThat(server.running()).isEqualTo(1);
        client.say("notifications/cancelled", "{'requestId':'h'}");
    }

    @Test
    public void theClientEndsItsSession() {
        LegacyClient client = client();

        assertThat(client.end().status()).isEqualTo(204);

        assertThat(client.call("ping").summary()).isEqualTo("404 -32600");
    }

    @Test
    public void subscribersHearOfUpdatesUntilTheyUnsubscribe() {
        LegacyClient client = client();
        TestExchange stream = client.listen().awaitStream();
        client.call("resources/subscribe", "{'uri':'test://a'}").result();

        updates.changes().resourceUpdated("test://a");

        int primed = from(Revision.V2025_11_25) ? 1 : 0;
        Waiting.on(stream, "the update", () -> stream.sent().size() == primed + 1);
        assertThat(TestJson.read(stream.sent().get(primed).data())
                        .path("params")
                        .path("uri")
                        .textValue())
                .isEqualTo("test://a");
        client.call("resources/unsubscribe", "{'uri':'test://a'}").result();
        updates.changes().resourceUpdated("test://a");
        server.publishAndTell(Stubs.echo("other"));
        Waiting.on(stream, "the change", () -> stream.sent().size() > primed + 1);
        assertThat(TestJson.read(stream.sent().get(primed + 1).data())
                        .path("method")
                        .textValue())
                .contains("list_changed");
    }

    @Test
    public void headersOfTheModernEraMeanNothing() {
        LegacyClient client = client();
        String params =
                "{'name':'header','arguments':{'region':'eu'},'_meta':{'io.modelcontextprotocol/logLevel':'debug'}}";
        TestExchange exchange = client.exchange(LegacyClient.request("tools/call", "1", params))
                .header("Mcp-Method", "prompts/get")
                .header("Mcp-Name", "other")
                .header("Mcp-Param-Region", "us");

        Answered answered = Answered.of(server.send(revision, "tools/call", exchange));

        assertThat(answered.text()).isEqualTo("eu");
        assertThat(answered.notifications("notifications/message")).isEmpty();
    }

    @Test
    public void aBrokenStreamIsComeBackTo() {
        LegacyClient client = client();
        TestExchange call = client.start("tools/call", "{'name':'talk'}");
        call.await();
        int first = from(Revision.V2025_11_25) ? 1 : 0;
        assertThat(call.sent().get(0).data().length == 0).as("primed").isEqualTo(first == 1);
        assertThat(call.sent().get(0).retry().isPresent()).isEqualTo(first == 1);

        Answered back = Answered.of(client.resume(call.sent().get(first).id().orElseThrow()));

        assertThat(back.text()).isEqualTo("done");
    }

    @Test
    public void aRequestOfTheSessionMayNameAnyLegacyVersionOrNone() {
        LegacyClient client = client();
        for (Optional<String> version : List.of(
                Optional.<String>empty(),
                Optional.of("2024-11-05"),
                Optional.of("2025-03-26"),
                Optional.of("2025-06-18"),
                Optional.of("2025-11-25"))) {
            TestExchange exchange = client.exchange(LegacyClient.request("tools/call", "1", "{'name':'rich'}"))
                    .only("MCP-Protocol-Version", version);

            JsonNode result =
                    Answered.of(server.send(revision, "tools/call", exchange)).result();

            assertThat(result.has("structuredContent")).as("as negotiated").isEqualTo(from(Revision.V2025_06_18));
        }
        for (String version : List.of("2026-07-28", "2024-10-07", "2025-13-26", "", "banana")) {
            TestExchange exchange = client.exchange(LegacyClient.request("ping", "1", "{}"))
                    .only("MCP-Protocol-Version", Optional.of(version));

            assertThat(Answered.of(server.send(revision, "ping", exchange)).summary())
                    .as(version)
                    .isEqualTo("400 -32600");
        }
    }
}
