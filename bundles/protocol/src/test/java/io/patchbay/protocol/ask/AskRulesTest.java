package io.patchbay.protocol.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.Content;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.api.Message;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.rpc.ClientCapabilities;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;

/** Questions that connectors may ask, and questions that are an error of the connector. */
public final class AskRulesTest {

    private static final ClientCapabilities ALL = new ClientCapabilities(Set.of(ClientCapability.values()));

    @Rule
    public final Server server = new Server();

    private static InputRequest field(String schema) {
        return InputRequest.form(
                "?", Schema.of("{\"type\":\"object\",\"properties\":{\"f\":" + schema.replace('\'', '"') + "}}"));
    }

    private static InputRequest askable(InputRequest request, ClientCapabilities client) {
        return AskRules.askable(new Result.Ask(Map.of("k", request), Optional.empty()), client)
                .requests()
                .get("k");
    }

    private static void assertRefused(InputRequest request) {
        assertThatThrownBy(() -> askable(request, ALL))
                .as(request.toString())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void everyKindOfFieldMayBeAsked() {
        for (String field : List.of(
                "{'type':'string','minLength':1,'maxLength':9,'default':'a'}",
                "{'type':'string','format':'email'}",
                "{'type':'string','format':'uri'}",
                "{'type':'string','format':'date'}",
                "{'type':'string','format':'date-time'}",
                "{'type':'number','minimum':0.5,'maximum':9,'default':1}",
                "{'type':'integer','minimum':0}",
                "{'type':'boolean','default':true}",
                "{'type':'string','pattern':'a+'}",
                "{'type':'string','enum':['a','b'],'default':'a'}",
                "{'type':'string','enum':['a'],'enumNames':['A']}",
                "{'type':'string','oneOf':[{'const':'a','title':'A'}]}",
                "{'type':'array','items':{'type':'string','enum':['a','b']},'minItems':1,'maxItems':2,'default':['a']}",
                "{'type':'array','items':{'anyOf':[{'const':'a','title':'A'}]}}")) {
            InputRequest form = field(field);

            assertThat(askable(form, ALL)).as(field).isEqualTo(form);
            server.publish(Stubs.tool("ask", (arguments, context) -> ToolResult.ask("k", form)));
            // the server's rule checks what is sent against the schema of its revision
            assertThat(server.modern()
                            .tool("ask")
                            .result()
                            .path("inputRequests")
                            .has("k"))
                    .isTrue();
            LegacyClient legacy = server.legacy();
            assertThat(TestJson.read(legacy.start("tools/call", "{'name':'ask'}")
                                    .awaitEvents(1)
                                    .events()
                                    .get(0))
                            .path("method")
                            .asText())
                    .isEqualTo("elicitation/create");
            legacy.end();
        }
    }

    @Test
    public void whatClientsDoNotKnowOfAFormIsNotShownAndHoldsAllTheSame() {
        InputRequest form = InputRequest.form(
                "?",
                Schema.of(
                        "{\"type\":\"object\",\"properties\":{\"f\":{\"type\":\"string\",\"pattern\":\"^a+$\"}},\"additionalProperties\":false}"));
        server.publish(Stubs.tool(
                "ask",
                (arguments, context) ->
                        context.answers().isEmpty() ? ToolResult.ask("k", form) : ToolResult.text("fits")));

        assertThat(server.modern()
                        .tool("ask")
                        .result()
                        .path("inputRequests")
                        .path("k")
                        .path("params")
                        .path("requestedSchema")
                        .toString())
                .isEqualTo("{\"type\":\"object\",\"properties\":{\"f\":{\"type\":\"string\"}}}");
        for (String content : List.of("{'f':'b'}", "{'f':'a','g':1}")) {
            assertThat(server.modern()
                            .answer("ask", Optional.empty(), "{'k':{'action':'accept','content':" + content + "}}")
                            .summary())
                    .isEqualTo("200 -32602");
        }
        assertThat(server.modern()
                        .answer("ask", Optional.empty(), "{'k':{'action':'accept','content':{'f':'aa'}}}")
                        .text())
                .isEqualTo("fits");
    }

    @Test
    public void whatIsNoFormIsNotAsked() {
        for (String field : List.of(
                "{'type':'object','properties':{}}",
                "{}",
                "true",
                "{'type':'null'}",
                "{'type':['string','null']}",
                "{'type':'array'}",
                "{'type':'array','items':{'type':'string'}}",
                "{'type':'string','format':'password'}",
                "{'type':'string','properties':{}}",
                "{'$ref':'#'}",
                "{'anyOf':[{'type':'string'}]}")) {
            assertRefused(field(field));
        }
        assertRefused(InputRequest.form("?", Schema.of("{\"type\":\"object\"}")));
        assertRefused(
                InputRequest.form("?", Schema.of("{\"type\":\"object\",\"properties\":{},\"required\":[\"x\"]}")));
    }

    @Test
    public void aPageIsOnTheWebAndNamesNobody() {
        assertThat(askable(new InputRequest.Url("Open.", URI.create("https://example.com/a?b=c")), ALL))
                .isNotNull();

        for (String url : List.of(
                "javascript:alert(1)",
                "file:///etc/passwd",
                "https:opaque",
                "relative",
                "https://ada:secret@example.com/",
                "data:,x")) {
            assertRefused(new InputRequest.Url("Open.", URI.create(url)));
        }
    }

    @Test
    public void aModelIsOfferedToolsAsTheyAre() {
        InputRequest.Sampling plain = InputRequest.sampling(9, Message.user("Hi"));
        Json tools = new Json("[{\"name\":\"find\",\"inputSchema\":{\"type\":\"object\"}}]");

        assertThat(askable(plain.withTools(tools, Optional.of(new Json("{\"mode\":\"required\"}"))), ALL))
                .isNotNull();
        for (String wrong : List.of(
                "{}",
                "[1]",
                "[{}]",
                "[{\"name\":\"x\"}]",
                "[{\"name\":\"x\",\"inputSchema\":{\"type\":\"string\"}}]")) {
            assertRefused(plain.withTools(new Json(wrong), Optional.empty()));
        }
        for (String wrong : List.of("[]", "{\"mode\":\"maybe\"}", "{\"mode\":1}")) {
            assertRefused(plain.withTools(tools, Optional.of(new Json(wrong))));
        }
    }

    @Test
    public void whatIsShownBesidesIsAskedOnlyOfClientsThatSayTheyDo() {
        InputRequest.Sampling with =
                InputRequest.sampling(9, Message.user("Hi")).withContext(Optional.of(InputRequest.Context.ALL_SERVERS));
        server.publish(Stubs.tool("ask", (arguments, context) -> ToolResult.ask("k", with)));

        assertThat(params("{'sampling':{}}").has("includeContext")).isFalse();
        assertThat(params("{'sampling':{'context':{}}}").path("includeContext").asText())
                .isEqualTo("allServers");
    }

    private com.fasterxml.jackson.databind.JsonNode params(String capabilities) {
        return server.modern()
                .can(capabilities)
                .tool("ask")
                .result()
                .path("inputRequests")
                .path("k")
                .path("params");
    }

    @Test
    public void aMistakeOfTheConnectorsFailsItsCallAndSaysNothing() {
        server.publish(Stubs.tool("ask", (arguments, context) -> ToolResult.ask("k", field("{'type':'object'}"))));

        assertThat(server.modern().tool("ask").summary()).isEqualTo("200 -32603");
        assertThat(server.legacy().tool("ask").summary()).isEqualTo("200 -32603");
    }

    @Test
    public void aConversationWithToolsGoesOutAndComesBackInBothEras() {
        InputRequest ask = InputRequest.sampling(
                        9,
                        Message.user("Find x"),
                        Message.assistant(new Content.ToolUse("1", "find", Arguments.of(Map.of("q", "x")))),
                        Message.assistant(new Content.ToolUse("2", "find", Arguments.of(Map.of("q", "y")))),
                        Message.user(new Content.ToolOutput("2", List.of(Content.text("Y")), Optional.empty(), false)),
                        Message.user(new Content.ToolOutput("1", List.of(Content.text("X")), Optional.empty(), true)))
                .withTools(new Json("[{\"name\":\"find\",\"inputSchema\":{\"type\":\"object\"}}]"), Optional.empty());
        server.publish(Stubs.tool(
                "ask",
                (arguments, context) -> context.answers().isEmpty()
                        ? ToolResult.ask("k", ask)
                        : ToolResult.text(context.answers().get("k").toString())));
        String answer =
                "{'role':'assistant','model':'m','stopReason':'toolUse','content':[{'type':'tool_use','id':'3','name':'find','input':{'q':'z'}}]}";

        assertThat(server.modern()
                        .answer("ask", Optional.empty(), "{'k':" + answer + "}")
                        .text())
                .contains("ToolUse", "find");
        LegacyClient legacy = server.legacy();
        TestExchange call = legacy.start("tools/call", "{'name':'ask'}");
        var asked = TestJson.read(call.awaitEvents(1).events().get(0));
        assertThat(asked.path("params").path("messages")).hasSize(3);
        legacy.respond(asked, answer);
        assertThat(Answered.of(call).text()).contains("ToolUse", "find");
        assertThat(server.modern().can("{'sampling':{}}").tool("ask").summary()).isEqualTo("400 -32021");
        assertThat(new LegacyClient(server, Callers.known("bob"))
                        .open("{'sampling':{}}")
                        .tool("ask")
                        .failed())
                .isTrue();
    }
}
