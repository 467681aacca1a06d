package io.patchbay.protocol.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Message;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptResult;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Null for an optional member of the protocol counts as absent, and an empty array for an object as an empty object. */
public final class AbsentTest {

    @Rule
    public final Server server = new Server();

    @Before
    public void publish() {
        server.publish(
                Stubs.echo("echo"),
                Stubs.tool("work", (arguments, context) -> {
                    context.progress(1, 2, "");
                    return ToolResult.text("done");
                }),
                Stubs.tool(
                        "ask",
                        (arguments, context) -> context.answers().isEmpty()
                                ? ToolResult.ask(
                                        "q",
                                        InputRequest.form(
                                                "Who?",
                                                Schema.of(
                                                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}")))
                                : ToolResult.text(context.answers().get("q").toString())),
                Stubs.prompt(
                        "greet",
                        (arguments, context) ->
                                PromptResult.of(Message.user(arguments.json().text())),
                        PromptArgument.optional("name", "Whom."),
                        PromptArgument.optional("tone", "How.")));
    }

    @Test
    public void paramsMayBeNullOrPhpsEmptyObject() {
        LegacyClient client = server.legacy();
        for (String params : List.of(
                "null",
                "[]",
                "{}",
                "{'cursor':null}",
                "{'_meta':null}",
                "{'_meta':[]}",
                "{'_meta':{'progressToken':null}}")) {
            for (String method : List.of("tools/list", "ping")) {
                assertThat(client.call(method, params).summary())
                        .as("%s %s", method, params)
                        .isEqualTo("200 ok");
            }
            assertThat(client.say("notifications/initialized", params).status()).isEqualTo(202);
        }
        for (String params : List.of("[1]", "[null]", "[{}]", "5", "''", "true")) {
            assertThat(client.call("ping", params).code()).as(params).isEqualTo(-32600);
        }
    }

    @Test
    public void argumentsMayBeNullOrPhpsEmptyObject() {
        for (String absent : List.of("null", "[]")) {
            assertThat(server.legacy()
                            .call("tools/call", "{'name':'echo','arguments':" + absent + "}")
                            .text())
                    .isEqualTo("{}");
            assertThat(server.modern()
                            .call("tools/call", "{'name':'echo','arguments':" + absent + "}")
                            .text())
                    .isEqualTo("{}");
            assertThat(server.modern()
                            .call("prompts/get", "{'name':'greet','arguments':" + absent + "}")
                            .summary())
                    .isEqualTo("200 ok");
            assertThat(server.modern().call("tools/list", "{'cursor':null}").summary())
                    .isEqualTo("200 ok");
            assertThat(server.modern()
                            .call("tools/call", "{'name':'echo','inputResponses':" + absent + "}")
                            .text())
                    .isEqualTo("{}");
            assertThat(completed("'context':" + absent)).isEqualTo("{}");
            assertThat(completed("'context':{'arguments':" + absent + "}")).isEqualTo("{}");
        }
        assertThat(completed("'context':{'arguments':{'tone':null}}")).isEqualTo("{}");
        assertThat(server.legacy()
                        .call("tools/call", "{'name':'echo','arguments':[1]}")
                        .code())
                .isEqualTo(-32602);
    }

    private String completed(String context) {
        JsonNode values = server.modern()
                .call(
                        "completion/complete",
                        "{'ref':{'type':'ref/prompt','name':'greet'},'argument':{'name':'name','value':''}," + context
                                + "}")
                .result()
                .path("completion")
                .path("values");
        return values.path(2).asText();
    }

    @Test
    public void aRequiredMemberThatIsNullIsMissing() {
        assertThat(server.legacy().call("tools/call", "{'name':null}").message())
                .contains("\"name\" must be given");
        assertThat(server.legacy().call("resources/read", "{'uri':null}").message())
                .contains("\"uri\" must be given");
    }

    @Test
    public void capabilitiesMayBePhpsEmptyObjectsOrNull() {
        LegacyClient php = new LegacyClient(server, Callers.known("alice"))
                .open("{'elicitation':[],'sampling':null,'roots':null}");
        TestExchange asked = php.start("tools/call", "{'name':'ask'}").awaitEvents(1);
        assertThat(php.respond(TestJson.read(asked.events().get(0)), "{'action':'decline','content':null}")
                        .status())
                .isEqualTo(202);
        assertThat(Answered.of(asked).text()).contains("Declined");

        assertThat(new LegacyClient(server, Callers.known("alice"))
                        .open("[]")
                        .tool("echo")
                        .text())
                .isEqualTo("{}");
        assertThat(new LegacyClient(server, Callers.known("alice"))
                        .open("null")
                        .tool("echo")
                        .text())
                .isEqualTo("{}");
        assertThat(server.modern().can("[]").tool("echo").text()).isEqualTo("{}");
        assertThat(server.modern()
                        .can("{'elicitation':{'url':{},'form':null}}")
                        .with(ModernClient.LEVEL, "null")
                        .tool("ask")
                        .code())
                .isEqualTo(-32021);
        for (String forms :
                List.of("{'url':null}", "{'form':null}", "{'form':null,'url':null}", "{'form':{},'url':null}")) {
            assertThat(server.modern()
                            .can("{'elicitation':" + forms + "}")
                            .tool("ask")
                            .result()
                            .path("resultType")
                            .textValue())
                    .as(forms)
                    .isEqualTo("input_required");
        }
    }

    @Test
    public void listeningTakesNullForWhatIsNotWanted() {
        TestExchange stream = server.modern()
                .start(
                        "subscriptions/listen",
                        "{'notifications':{'toolsListChanged':true,'promptsListChanged':null,'resourceSubscriptions':null,'taskIds':null}}");

        assertThat(TestJson.read(stream.awaitEvents(1).events().get(0))
                        .path("params")
                        .path("notifications")
                        .toString())
                .isEqualTo("{\"toolsListChanged\":true}");
    }

    @Test
    public void aProgressTokenIsWholeHoweverItIsWritten() {
        for (String token : List.of("1.0", "1e2", "-0.0", "10.50e1")) {
            JsonNode told = server.legacy()
                    .call("tools/call", "{'name':'work','_meta':{'progressToken':" + token + "}}")
                    .notifications("notifications/progress")
                    .get(0);
            assertThat(told.path("params").path("progressToken").decimalValue())
                    .as(token)
                    .isEqualByComparingTo(token);
        }
    }
}
