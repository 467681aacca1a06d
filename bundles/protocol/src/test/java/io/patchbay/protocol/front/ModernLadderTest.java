package io.patchbay.protocol.front;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestJson;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** The checks of a modern request: each step of the ladder, and which of two errors is reported. */
@RunWith(Parameterized.class)
public final class ModernLadderTest {

    private static final String VERSION_HEADER = "MCP-Protocol-Version";
    private static final String CALL = "{'name':'guarded','arguments':{'region':'eu'}}";

    @Rule
    public final Server server = new Server();

    @Parameter(0)
    public String name;

    @Parameter(1)
    public String method;

    @Parameter(2)
    public String params;

    @Parameter(3)
    public UnaryOperator<ModernClient> change;

    @Parameter(4)
    public String expected;

    @Parameters(name = "{0}")
    public static List<Object[]> rows() {
        return List.of(
                list("everything as it must be", client -> client, "200 ok"),
                list("0: the client need not say who it is", client -> client.without(ModernClient.CLIENT), "200 ok"),
                list("0: nor well", client -> client.with(ModernClient.CLIENT, "'me'"), "200 ok"),
                list("0: unknown metadata is ignored", client -> client.with("com.example/x", "{'y':[1]}"), "200 ok"),
                list("1: no version header", client -> client.noHeader(VERSION_HEADER), "400 -32020"),
                list(
                        "1: a version header with a foreign character",
                        client -> client.header(VERSION_HEADER, "2026-07-28\u00e9"),
                        "400 -32020"),
                list(
                        "1: an encoded version header means itself",
                        client -> client.header(VERSION_HEADER, "=?base64?MjAyNi0wNy0yOA==?="),
                        "400 -32020"),
                list(
                        "1 before 2: no version header, no metadata",
                        client -> client.noHeader(VERSION_HEADER).with(ModernClient.VERSION, "7"),
                        "400 -32020"),
                list("2: no version in the metadata", client -> client.without(ModernClient.VERSION), "400 -32602"),
                list(
                        "2: a version that is no string",
                        client -> client.with(ModernClient.VERSION, "20260728"),
                        "400 -32602"),
                list("2: no capabilities", client -> client.without(ModernClient.CAPABILITIES), "400 -32602"),
                list(
                        "2: capabilities that are no object",
                        client -> client.with(ModernClient.CAPABILITIES, "['roots']"),
                        "400 -32602"),
                list(
                        "2 before 3: versions differ, no capabilities",
                        client -> client.without(ModernClient.CAPABILITIES).with(ModernClient.VERSION, "'v999.0.0'"),
                        "400 -32602"),
                list("3: the versions differ", client -> client.with(ModernClient.VERSION, "'v999.0.0'"), "400 -32020"),
                list(
                        "3: they differ in case",
                        client -> client.header(VERSION_HEADER, "v1").with(ModernClient.VERSION, "'V1'"),
                        "400 -32020"),
                list(
                        "3 before 4: the header's is unknown and differs",
                        client -> client.header(VERSION_HEADER, "v999.0.0"),
                        "400 -32020"),
                list("4: a version nobody serves", version("v999.0.0"), "400 -32022"),
                list("4: a legacy version", version("2025-11-25"), "400 -32022"),
                list("4: a later date", version("2027-01-01"), "400 -32022"),
                list(
                        "4 before 5: unknown version, no method header",
                        client -> version("v999.0.0").apply(client).noHeader("Mcp-Method"),
                        "400 -32022"),
                list("5: no method header", client -> client.noHeader("Mcp-Method"), "400 -32020"),
                list("5: another method", client -> client.header("Mcp-Method", "tools/call"), "400 -32020"),
                list(
                        "5: the method in another case",
                        client -> client.header("Mcp-Method", "TOOLS/LIST"),
                        "400 -32020"),
                list(
                        "5: blanks around it do not matter",
                        client -> client.header("Mcp-Method", " \ttools/list\t "),
                        "200 ok"),
                list(
                        "5: an encoded method means itself",
                        client -> client.header("Mcp-Method", "=?base64?dG9vbHMvbGlzdA==?="),
                        "400 -32020"),
                row(
                        "5 before 7: the header differs, and the method is unknown",
                        "unknown/method",
                        "{}",
                        client -> client.header("Mcp-Method", "other/method"),
                        "400 -32020"),
                call("6: no name header", client -> client.noHeader("Mcp-Name"), "400 -32020"),
                call("6: another name", client -> client.header("Mcp-Name", "other"), "400 -32020"),
                row("6 before 9: no name header, no name", "tools/call", "{}", client -> client, "400 -32020"),
                row(
                        "6 before 9: a name header, no name",
                        "tools/call",
                        "{}",
                        client -> client.header("Mcp-Name", "guarded"),
                        "400 -32020"),
                row("7: an unknown method", "unknown/method", "{}", client -> client, "404 -32601"),
                row("7: ping", "ping", "{}", client -> client, "404 -32601"),
                row("7: logging/setLevel", "logging/setLevel", "{'level':'info'}", client -> client, "404 -32601"),
                row("7: resources/subscribe", "resources/subscribe", "{'uri':'a:b'}", client -> client, "404 -32601"),
                row(
                        "7: resources/unsubscribe",
                        "resources/unsubscribe",
                        "{'uri':'a:b'}",
                        client -> client,
                        "404 -32601"),
                row("7: initialize", "initialize", "{'protocolVersion':'2026-07-28'}", client -> client, "404 -32601"),
                row("7: tasks/result", "tasks/result", "{'taskId':'1'}", client -> client, "404 -32601"),
                row("7: tasks/list", "tasks/list", "{}", client -> client, "404 -32601"),
                row(
                        "6: tasks/get, other name",
                        "tasks/get",
                        "{'taskId':'1'}",
                        client -> client.header("Mcp-Name", "2"),
                        "400 -32020"),
                row(
                        "6: tasks/update, no name",
                        "tasks/update",
                        "{'taskId':'1'}",
                        client -> client.noHeader("Mcp-Name"),
                        "400 -32020"),
                row(
                        "6: tasks/cancel, other name",
                        "tasks/cancel",
                        "{'taskId':'1'}",
                        client -> client.header("Mcp-Name", ""),
                        "400 -32020"),
                row("7: a method in another case", "Tools/list", "{}", client -> client, "404 -32601"),
                row("7: a notification with an id", "notifications/cancelled", "{}", client -> client, "404 -32601"),
                row(
                        "7 before 8: unknown method, unknown level",
                        "unknown/method",
                        "{}",
                        client -> client.with(ModernClient.LEVEL, "'loud'"),
                        "404 -32601"),
                list("8: a known level", client -> client.with(ModernClient.LEVEL, "'emergency'"), "200 ok"),
                list("8: an unknown level", client -> client.with(ModernClient.LEVEL, "'loud'"), "200 -32602"),
                list("8: a level in another case", client -> client.with(ModernClient.LEVEL, "'INFO'"), "200 -32602"),
                list("8: a level that is no string", client -> client.with(ModernClient.LEVEL, "6"), "200 -32602"),
                list("8: a level that is null is none", client -> client.with(ModernClient.LEVEL, "null"), "200 ok"),
                row("9: an unknown tool", "tools/call", "{'name':'nobody'}", client -> client, "200 -32602"),
                row(
                        "9: arguments that are no object",
                        "tools/call",
                        "{'name':'guarded','arguments':[1]}",
                        client -> client.header("Mcp-Param-Region", "eu"),
                        "200 -32602"),
                row("9: a cursor that is no string", "tools/list", "{'cursor':1}", client -> client, "200 -32602"),
                row(
                        "9 before 10: an unknown tool, no parameter header",
                        "tools/call",
                        "{'name':'nobody','arguments':{'region':'eu'}}",
                        client -> client,
                        "200 -32602"),
                call("10: no parameter header", client -> client.noHeader("Mcp-Param-Region"), "400 -32020"),
                call(
                        "10 before 11: another parameter, no capability",
                        client -> client.header("Mcp-Param-Region", "us").can("{}"),
                        "400 -32020"),
                call("11: no capability", client -> client.can("{'roots':{}}"), "400 -32021"),
                row(
                        "11 before 12: no capability, no good arguments",
                        "tools/call",
                        "{'name':'guarded','arguments':{'region':'eu','more':1}}",
                        client -> client.can("{}").header("Mcp-Param-Region", "eu"),
                        "400 -32021"),
                row(
                        "12: arguments that do not fit are the model's to put right",
                        "tools/call",
                        "{'name':'guarded','arguments':{'region':'eu','more':1}}",
                        client -> client.header("Mcp-Param-Region", "eu"),
                        "200 ok"),
                call("all twelve pass", client -> client, "200 ok"));
    }

    private static Object[] list(String name, UnaryOperator<ModernClient> change, String expected) {
        return row(name, "tools/list", "{}", change, expected);
    }

    private static Object[] call(String name, UnaryOperator<ModernClient> change, String expected) {
        return row(name, "tools/call", CALL, client -> change.apply(client.header("Mcp-Param-Region", "eu")), expected);
    }

    private static Object[] row(
            String name, String method, String params, UnaryOperator<ModernClient> change, String expected) {
        return new Object[] {name, method, params, change, expected};
    }

    /** Sets the version in both the header and the metadata. */
    private static UnaryOperator<ModernClient> version(String version) {
        return client -> client.header(VERSION_HEADER, version).with(ModernClient.VERSION, "'" + version + "'");
    }

    @Before
    public void publish() {
        Schema schema = Schema.of(TestJson.q("{'type':'object','properties':"
                + "{'region':{'type':'string','x-mcp-header':'Region'}},'additionalProperties':false}"));
        server.publish(Stubs.tool(
                ToolDefinition.readOnly("guarded", "Asks.", schema).withNeeds(ClientCapability.SAMPLING),
                (arguments, context) -> ToolResult.text("ran")));
    }

    @Test
    public void is() {
        ModernClient client = change.apply(server.modern().id("'the-id'"));

        Answered answered = client.call(method, params);

        assertThat(answered.summary()).isEqualTo(expected);
        assertThat(answered.response().path("id").textValue())
                .as("the id is echoed")
                .isEqualTo("the-id");
        assertThat(answered.header("Mcp-Session-Id")).isEmpty();
        data(answered);
        int operations = server.trail().entries().size();
        assertThat(operations + server.trail().refusals().size())
                .as("on record once")
                .isEqualTo(1);
    }

    private void data(Answered answered) {
        if (!answered.response().has("error")) {
            return;
        }
        JsonNode data = answered.error().path("data");
        if (answered.code() == -32022) {
            assertThat(data.path("supported").toString()).isEqualTo("[\"2026-07-28\"]");
            assertThat(data.path("requested").textValue())
                    .isEqualTo(change.apply(server.modern())
                            .exchange(method, params)
                            .headers(VERSION_HEADER)
                            .get(0));
        } else if (answered.code() == -32021) {
            assertThat(data.path("requiredCapabilities").toString()).isEqualTo("{\"sampling\":{}}");
        }
    }
}
