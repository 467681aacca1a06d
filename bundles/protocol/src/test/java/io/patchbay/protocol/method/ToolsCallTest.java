package io.patchbay.protocol.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.CallException;
import io.patchbay.api.Content;
import io.patchbay.api.Contents;
import io.patchbay.api.Json;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.spi.audit.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;

/** {@code tools/call}: errors of the protocol, errors that the model can correct, and results. */
public final class ToolsCallTest {

    private static final Schema ONE_NUMBER =
            Schema.of(TestJson.q("{'type':'object','properties':{'n':{'type':'integer','minimum':1},"
                    + "'secret':{'type':'string','writeOnly':true}},'required':['n'],'additionalProperties':false}"));
    private static final Schema ANSWER =
            Schema.of(TestJson.q("{'type':'object','properties':{'sum':{'type':'integer'}},'required':['sum']}"));

    @Rule
    public final Server server = new Server();

    private final AtomicInteger runs = new AtomicInteger();

    /**
     * Calls in both eras and returns the modern answer, which is the same except for the members of every modern
     * result.
     */
    private Answered both(String params) {
        Answered modern = server.modern().call("tools/call", params);
        Answered legacy = server.legacy().call("tools/call", params);
        assertThat(modern.summary()).as(params).isEqualTo(legacy.summary());
        if (legacy.response().has("result")) {
            assertThat(modern.result().path("content").toString().replaceAll("call [0-9a-z-]+", "call"))
                    .isEqualTo(legacy.result().path("content").toString().replaceAll("call [0-9a-z-]+", "call"));
            assertThat(modern.result().path("isError"))
                    .isEqualTo(legacy.result().path("isError"));
        }
        return modern;
    }

    @Test
    public void argumentsArriveExactlyAndAbsentOnesAreNone() {
        server.publish(Stubs.echo("echo"));
        String arguments = "{'z':1,'a':[null,true,1.50,9007199254740993,1e2],'n':{'\u00fc':'\ud83d\ude00'},'':''}";

        assertThat(both("{'name':'echo','arguments':" + arguments + "}").text())
                .isEqualTo(TestJson.q(arguments).replace("1e2", "1E+2"));
        assertThat(both("{'name':'echo'}").text()).isEqualTo("{}");
    }

    @Test
    public void textForANumberIsReadWhereASettingSaysSo() {
        server.publish(Stubs.tool(
                ToolDefinition.readOnly("count", "Counts.", ONE_NUMBER),
                (arguments, context) -> ToolResult.text(arguments.json().text())));
        String call = "{'name':'count','arguments':{'n':'5'}}";

        assertThat(both(call).text()).contains("/n: expected integer, got string");
        server.readsTexts = true;
        assertThat(both(call).text()).isEqualTo("{\"n\":5}");
        assertThat(both("{'name':'count','arguments':{'n':'0'}}").text()).contains("Invalid arguments for count");
    }

    @Test
    public void whatIsNoCallIsAnErrorOfTheProtocol() {
        server.publish(Stubs.echo("echo"));

        for (String params : List.of(
                "{'name':'nobody'}",
                "{'name':''}",
                "{'name':'ECHO'}",
                "{'name':'echo ','arguments':{}}",
                "{'name':'echo','arguments':[null]}",
                "{'name':'echo','arguments':[{}]}",
                "{'name':'echo','arguments':'{}'}",
                "{'name':'echo','arguments':5}")) {
            if (!params.contains("'echo '")) {
                assertThat(both(params).summary()).as(params).isEqualTo("200 -32602");
            }
            assertThat(server.legacy().call("tools/call", params).summary())
                    .as(params)
                    .isEqualTo("200 -32602");
        }
        assertThat(server.legacy().call("tools/call", "{}").summary()).isEqualTo("200 -32602");
        assertThat(server.legacy().call("tools/call", "{'name':5}").summary()).isEqualTo("200 -32602");
    }

    @Test
    public void argumentsThatDoNotFitAreTheModelsToPutRight() {
        server.publish(Stubs.tool(ToolDefinition.readOnly("count", "Counts.", ONE_NUMBER), (arguments, context) -> {
            runs.incrementAndGet();
            return ToolResult.text("counted");
        }));

        for (String arguments :
                List.of("{}", "{'n':0}", "{'n':'1'}", "{'n':1.5}", "{'n':null}", "{'n':1,'more':1}", "{'N':1}")) {
            Answered answered = both("{'name':'count','arguments':" + arguments + "}");

            assertThat(answered.failed()).as(arguments).isTrue();
            assertThat(answered.text()).contains("count");
            assertThat(answered.result().path("_meta").path("io.patchbay/code").textValue())
                    .isEqualTo("invalid_arguments");
        }
        assertThat(runs).hasValue(0);
        assertThat(server.policy().decided("tools/call"))
                .as("policy sees checked arguments only")
                .isEmpty();
        assertThat(both("{'name':'count','arguments':{'n':1.0}}").text()).isEqualTo("counted");
    }

    @Test
    public void nullForWhatMayBeLeftOutIsLeftOut() {
        Schema some = Schema.of(
                TestJson.q(
                        "{'type':'object','properties':{'n':{'type':'integer'},'maybe':{'type':['string','null']}},'additionalProperties':false}"));
        server.publish(Stubs.tool(
                ToolDefinition.readOnly("echo", "Says.", some),
                (arguments, context) -> ToolResult.text(arguments.json().text())));

        assertThat(both("{'name':'echo','arguments':{'n':null,'maybe':null}}").text())
                .isEqualTo(TestJson.q("{'maybe':null}"));
        assertThat(both("{'name':'echo','arguments':{'x':null}}").text()).contains("/x: is not a known property");
    }

    @Test
    public void argumentsThatTheSchemaAdmitsAndTheToolCannotReadAreTheModelsToPutRight() {
        Schema open = Schema.of(
                TestJson.q(
                        "{'type':'object','properties':{'n':{'type':'integer'},'x':{'type':'number'},'any':{},'in':{'type':'object'}}}"));
        server.publish(Stubs.tool(ToolDefinition.readOnly("read", "Reads.", open), (arguments, context) -> {
            arguments.optionalInteger("n");
            arguments.optionalNumber("x");
            arguments.optionalString("any");
            return ToolResult.text("" + arguments.object("in").integer("n"));
        }));
        Map<String, String> violations = new LinkedHashMap<>();
        for (String beyond :
                List.of("9223372036854775808", "-9223372036854775809", "9223372036854775808.0", "1e19", "1e400")) {
            violations.put(
                    "{'n':" + beyond + "}",
                    "/n: must be a whole number from -9223372036854775808 to 9223372036854775807");
            violations.put(
                    "{'in':{'n':" + beyond + "}}",
                    "/in/n: must be a whole number from -9223372036854775808 to 9223372036854775807");
        }
        violations.put("{'x':1e400}", "/x: must be a number from -1.7976931348623157E308 to 1.7976931348623157E308");
        violations.put("{'any':[1]}", "/any: expected string, got array");
        violations.put("{}", "/in/n: is required");

        violations.forEach((arguments, violation) -> {
            Answered answered = both("{'name':'read','arguments':" + arguments + "}");

            assertThat(answered.text()).as(arguments).isEqualTo("Invalid arguments for read:\n" + violation);
            assertThat(answered.result().path("_meta").path("io.patchbay/code").textValue())
                    .isEqualTo("invalid_arguments");
        });
        assertThat(server.trail().entries("tools/call"))
                .allSatisfy(entry ->
                        assertThat(entry.outcome()).isEqualTo(new Outcome(Outcome.Kind.FAILED, "invalid_arguments")));
        assertThat(both("{'name':'read','arguments':{'in':{'n':9223372036854775807.0}}}")
                        .text())
                .isEqualTo("9223372036854775807");
    }

    @Test
    public void whatTheArgumentsHoldIsNotRepeatedWhereItMustBeSecret() {
        server.publish(Stubs.tool(
                ToolDefinition.readOnly("count", "Counts.", ONE_NUMBER),
                (arguments, context) -> ToolResult.text("counted")));

        Answered answered = server.modern().tool("count", "{'n':1,'secret':{'deep':'canary'}}");

        assertThat(answered.failed()).isTrue();
        assertThat(answered.response().toString()).doesNotContain("canary");
        assertThat(server.trail().entry("tools/call").secrets()).containsExactly("secret");
    }

    @Test
    public void aFailureIsAResultWithItsCode() {
        server.publish(
                Stubs.tool("plain", (arguments, context) -> ToolResult.failed("No such project.")),
                Stubs.tool("coded", (arguments, context) -> ToolResult.failed("No such project.", "no_project")),
                Stubs.tool(
                        ToolDefinition.readOnly("promised", "Promises.", Stubs.ANY)
                                .withOutput(ANSWER),
                        (arguments, context) -> ToolResult.failed("No such project.", "no_project")));

        assertThat(both("{'name':'plain'}").failed()).isTrue();
        assertThat(both("{'name':'plain'}").text()).isEqualTo("No such project.");
        JsonNode coded = both("{'name':'coded'}").result();
        assertThat(coded.has("structuredContent"))
                .as("clients give it to their model instead of the text")
                .isFalse();
        assertThat(coded.path("_meta").path("io.patchbay/code").textValue()).isEqualTo("no_project");
        assertThat(both("{'name':'promised'}").result().has("structuredContent"))
                .as("clients would hold it against the output schema")
                .isFalse();
        assertThat(server.trail().entries("tools/call").get(4).outcome())
                .isEqualTo(new Outcome(Outcome.Kind.FAILED, "no_project"));
    }

    @Test
    public void aConnectorMayChooseAnErrorOfTheProtocol() {
        server.publish(
                Stubs.tool("chosen", (arguments, context) -> {
                    throw new CallException(42, "As I say", Optional.of(new Json("{\"why\":[1.0]}")));
                }),
                Stubs.tool("garbled", (arguments, context) -> {
                    throw new CallException(-32602, "As I say \ud800", Optional.of(new Json("{nonsense")));
                }));

        Answered chosen = both("{'name':'chosen'}");
        assertThat(chosen.summary()).isEqualTo("200 42");
        assertThat(chosen.message()).isEqualTo("As I say");
        assertThat(chosen.error().path("data").toString()).isEqualTo("{\"why\":[1.0]}");
        Answered garbled = both("{'name':'garbled'}");
        assertThat(garbled.summary()).isEqualTo("200 -32602");
        assertThat(garbled.message()).isEqualTo("As I say \ufffd");
        assertThat(garbled.error().has("data")).isFalse();
    }

    @Test
    public void everyKindOfContentGoesOut() {
        server.publish(Stubs.tool(
                "show",
                (arguments, context) -> ToolResult.of(
                        Content.text("t"),
                        Content.image(new byte[] {1}, "image/png"),
                        Content.audio(new byte[] {2}, "audio/wav"),
                        Content.link(ResourceDefinition.of("test:/a", "a")),
                        Content.embedded(Contents.text("test:/b", "text/plain", "b")),
                        Content.embedded(Contents.blob("test:/c", "image/png", new byte[] {3})))));

        JsonNode content = both("{'name':'show'}").result().path("content");

        assertThat(content.findValuesAsText("type"))
                .containsExactly("text", "image", "audio", "resource_link", "resource", "resource");
    }

    @Test
    public void noContentIsAnEmptyArray() {
        server.publish(Stubs.tool("nothing", (arguments, context) -> ToolResult.of()));

        assertThat(both("{'name':'nothing'}").result().path("content").toString())
                .isEqualTo("[]");
    }

    @Test
    public void structuredContentIsWrittenAsTheConnectorWroteIt() {
        String value = "{\"sum\":1,\"more\":[1.0,1e5,null],\"\u00fc\":\"\\u2028\"}";
        server.publish(Stubs.tool(
                ToolDefinition.readOnly("sum", "Sums.", Stubs.ANY).withOutput(ANSWER),
                (arguments, context) -> ToolResult.structured(new Json(" " + value.replace(",", " ,\n ") + "\n"))));

        TestExchange exchange = server.modern().start("tools/call", "{'name':'sum'}");
        exchange.await();

        assertThat(new String(exchange.reply().body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"structuredContent\":{\"sum\":1,\"more\":[1.0,1e5,null]")
                .doesNotContain("\n");
        both("{'name':'sum'}");
    }

    @Test
    public void structuredContentThatIsNoObjectIsForModernClientsOnly() {
        for (String value : List.of("[1]", "5", "\"x\"", "null", "true")) {
            server.publish(Stubs.tool("value", (arguments, context) -> ToolResult.structured(new Json(value))));

            assertThat(server.modern()
                            .tool("value")
                            .result()
                            .path("structuredContent")
                            .toString())
                    .isEqualTo(value);
            assertThat(server.legacy().tool("value").result().has("structuredContent"))
                    .isFalse();
            assertThat(server.legacy().tool("value").text()).isEqualTo(value);
        }
    }

    @Test
    public void aResultThatBreaksItsPromiseFailsItsCallAndSaysNothingOfIt() {
        for (Json value : List.of(
                new Json("{\"sum\":\"canary\"}"),
                new Json("{}"),
                new Json("[]"),
                new Json("{\"sum\":1,\"sum\":2}"),
                new Json("{canary"),
                new Json(""))) {
            server.publish(Stubs.tool(
                    ToolDefinition.readOnly("sum", "Sums.", Stubs.ANY).withOutput(ANSWER),
                    (arguments, context) -> new ToolResult.Complete(List.of(), Optional.of(value))));

            Answered answered = both("{'name':'sum'}");

            assertThat(answered.failed()).as(value.text()).isTrue();
            assertThat(answered.response().toString()).doesNotContain("canary");
        }
        server.publish(Stubs.tool(
                ToolDefinition.readOnly("sum", "Sums.", Stubs.ANY).withOutput(ANSWER),
                (arguments, context) -> ToolResult.text("none")));
        assertThat(both("{'name':'sum'}").failed()).isTrue();
    }

    @Test
    public void structuredContentThatIsNoJsonIsAnInternalError() {
        for (String text : List.of("{canary", "", "{\"a\":1,\"a\":2}", "{} {}", "NaN", "'x'", "[".repeat(5_000))) {
            server.publish(Stubs.tool(
                    "odd", (arguments, context) -> new ToolResult.Complete(List.of(), Optional.of(new Json(text)))));

            assertThat(server.modern().tool("odd").summary()).as(text).isEqualTo("200 -32603");
        }
        server.trail()
                .entries("tools/call")
                .forEach(entry -> assertThat(entry.outcome().kind()).isEqualTo(Outcome.Kind.ERROR));
    }

    @Test
    public void anAnswerThatNobodyCouldTakeFailsItsCallOnly() {
        String endless = "x".repeat(33 * 1024 * 1024);
        server.publish(Stubs.tool("endless", (arguments, context) -> ToolResult.text(endless)), Stubs.echo("echo"));

        assertThat(server.modern().tool("endless").failed()).isTrue();
        assertThat(server.modern().tool("echo").summary()).isEqualTo("200 ok");
    }

    @Test
    public void textsOfAnySizeAndCharacterArrive() {
        String large = "\u00e9".repeat(5 * 1024 * 1024);
        server.publish(
                Stubs.tool("large", (arguments, context) -> ToolResult.text(large)),
                Stubs.tool(
                        "lone",
                        (arguments, context) ->
                                ToolResult.text("a\ud800b\udc00c \ud83d\ude00 \u0000\u001f\u007f\u2028\"\\")));

        assertThat(both("{'name':'large'}").text()).isEqualTo(large);
        assertThat(both("{'name':'lone'}").text())
                .isEqualTo("a\ufffdb\ufffdc \ud83d\ude00 \u0000\u001f\u007f\u2028\"\\");
    }

    @Test
    public void theToolSeesWhoCallsAndWhatItsClientClaimsToBe() {
        server.publish(Stubs.tool(
                "who",
                (arguments, context) -> ToolResult.text(context.caller().id() + " "
                        + context.client().orElseThrow().name() + " " + context.approver())));

        assertThat(both("{'name':'who'}").text()).isEqualTo("alice test Optional.empty");
        assertThat(server.modern(Callers.known("bob")).tool("who").text()).startsWith("bob ");
    }

    @Test
    public void eachCallHasAnIdOfItsOwnThatTheTrailKnows() {
        server.publish(Stubs.tool("id", (arguments, context) -> ToolResult.text(context.callId())));

        Set<String> ids = Set.of(
                server.modern().tool("id").text(),
                server.modern().tool("id").text(),
                server.legacy().tool("id").text());

        assertThat(ids).hasSize(3);
        assertThat(server.trail().entries("tools/call"))
                .extracting(entry -> entry.opening().callId())
                .containsAll(ids);
    }
}
