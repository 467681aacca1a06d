package io.patchbay.protocol.front;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.spi.audit.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The envelope of JSON-RPC: invalid messages, ids that are echoed exactly, unknown metadata. */
public final class EnvelopeTest {

    @Rule
    public final Server server = new Server();

    @Before
    public void publish() {
        server.publish(Stubs.echo("echo"));
    }

    private Answered post(byte[] body) {
        TestExchange exchange = new TestExchange("POST", body, Callers.known("alice"))
                .header("Accept", "application/json, text/event-stream");
        return Answered.of(server.send(Revision.V2025_11_25, "ping", exchange));
    }

    @Test
    public void whatIsNoJsonIsAParseErrorWithoutAnId() {
        Map<String, byte[]> bad = new LinkedHashMap<>();
        for (String text : List.of(
                "",
                " ",
                "{",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}{}",
                "{'jsonrpc':'2.0'}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":{\"b\":1,\"b\":1}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\"\\ud800\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":NaN,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":01,\"method\":\"ping\"}",
                "\ufeff{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"a\":".repeat(200) + "1" + "}".repeat(200),
                "[".repeat(100_000),
                "{\"jsonrpc\":\"2.0\",\"id\":" + "9".repeat(5_000) + ",\"method\":\"ping\"}")) {
            bad.put(text, text.getBytes(StandardCharsets.UTF_8));
        }
        bad.put(
                "Latin-1",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"p\u00efng\"}".getBytes(StandardCharsets.ISO_8859_1));
        bad.put("UTF-16", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_16));
        bad.put("overlong", new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'});

        bad.forEach((text, body) -> {
            Answered answered = post(body);

            assertThat(answered.summary()).as(text).isEqualTo("400 -32700");
            assertThat(answered.response().has("id")).as(text).isFalse();
        });
    }

    @Test
    public void whatIsNoMessageIsAnInvalidRequestWithTheIdWhereItIsGood() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("5", "");
        bad.put("null", "");
        bad.put("'ping'", "");
        bad.put("{}", "");
        bad.put("{'id':3}", "3");
        bad.put("{'id':3,'method':'ping'}", "3");
        bad.put("{'jsonrpc':2.0,'id':3,'method':'ping'}", "3");
        bad.put("{'jsonrpc':'1.0','id':'x','method':'ping'}", "\"x\"");
        bad.put("{'jsonrpc':'2.0','id':null,'method':'ping'}", "");
        bad.put("{'jsonrpc':'2.0','id':1.5,'method':'ping'}", "");
        bad.put("{'jsonrpc':'2.0','id':1.0,'method':'ping'}", "");
        bad.put("{'jsonrpc':'2.0','id':1e3,'method':'ping'}", "");
        bad.put("{'jsonrpc':'2.0','id':true,'method':'ping'}", "");
        bad.put("{'jsonrpc':'2.0','id':[1],'method':'ping'}", "");
        bad.put("{'jsonrpc':'2.0','id':{'a':1},'method':'ping'}", "");
        bad.put("{'jsonrpc':'2.0','id':'" + "x".repeat(2000) + "','method':'ping'}", "");
        bad.put("{'jsonrpc':'2.0','id':3,'method':5}", "3");
        bad.put("{'jsonrpc':'2.0','id':3,'method':null}", "3");
        bad.put("{'jsonrpc':'2.0','id':3,'method':'ping','params':[]}", "3");
        bad.put("{'jsonrpc':'2.0','id':3,'method':'ping','params':'x'}", "3");
        bad.put("{'jsonrpc':'2.0','id':3,'method':'ping','params':'x'}", "3");
        bad.put("{'jsonrpc':'2.0','id':3}", "3");
        bad.put("{'jsonrpc':'2.0','id':3,'result':{},'error':{}}", "");
        bad.put("{'jsonrpc':'2.0','result':{}}", "");

        bad.forEach((body, id) -> {
            Answered answered = post(TestJson.q(body).getBytes(StandardCharsets.UTF_8));

            assertThat(answered.summary()).as(body).isEqualTo("400 -32600");
            assertThat(answered.response().path("id").toString()).as(body).isEqualTo(id);
        });
    }

    @Test
    public void malformedMessagesAreRefusalsOnRecordAndNoOperations() {
        post("{".getBytes(StandardCharsets.UTF_8));
        post("[]".getBytes(StandardCharsets.UTF_8));

        assertThat(server.trail().refusals())
                .containsExactly(
                        new Refusal("192.0.2.1", "rpc_-32700", "key-alice", Refusal.Claim.PROVEN),
                        new Refusal("192.0.2.1", "rpc_-32600", "key-alice", Refusal.Claim.PROVEN));
        assertThat(server.trail().entries()).isEmpty();
    }

    @Test
    public void idsComeBackExactly() {
        LegacyClient legacy = server.legacy();
        for (String id : List.of(
                "0",
                "-1",
                "1",
                "9007199254740993",
                "-9223372036854775808",
                "18446744073709551617",
                "123456789012345678901234567890123456789012345678901234567890",
                "''",
                "'1'",
                "'1.0'",
                "'null'",
                "'\\u0000'",
                "'\\ud83d\\ude00 \\\\ /'",
                "'" + "x".repeat(1024) + "'")) {
            String expected = TestJson.json(id).toString();

            assertThat(server.modern().id(id).tool("echo").response().get("id").toString())
                    .isEqualTo(expected);
            assertThat(server.modern()
                            .id(id)
                            .tool("nobody")
                            .response()
                            .get("id")
                            .toString())
                    .isEqualTo(expected);
            assertThat(server.modern()
                            .id(id)
                            .call("no/method")
                            .response()
                            .get("id")
                            .toString())
                    .isEqualTo(expected);
            assertThat(Answered.of(legacy.start(id, "tools/call", "{'name':'echo'}"))
                            .response()
                            .get("id")
                            .toString())
                    .isEqualTo(expected);
            assertThat(Answered.of(legacy.start(id, "no/method", "{}"))
                            .response()
                            .get("id")
                            .toString())
                    .isEqualTo(expected);
        }
    }

    @Test
    public void modernIdsOfDifferentRequestsMayBeTheSame() {
        TestExchange[] exchanges = new TestExchange[20];
        for (int i = 0; i < exchanges.length; i++) {
            exchanges[i] = server.modern().start("tools/call", "{'name':'echo','arguments':{'n':" + i + "}}");
        }

        for (int i = 0; i < exchanges.length; i++) {
            assertThat(Answered.of(exchanges[i]).text()).isEqualTo("{\"n\":" + i + "}");
        }
    }

    @Test
    public void unknownMembersAndMetadataAreIgnoredAndNotReflected() {
        ModernClient client =
                server.modern().with("com.example/secret", "'canary'").with("progressToken", "{'no':'token'}");
        TestExchange exchange =
                client.exchange("tools/call", "{'name':'echo','arguments':{},'more':'canary','task':{'ttl':5}}");

        Answered answered = Answered.of(server.send(Revision.V2026_07_28, "tools/call", exchange));

        assertThat(answered.text()).isEqualTo("{}");
        assertThat(answered.response().toString()).doesNotContain("canary");
    }

    @Test
    public void everyModernResultSaysWhatItIsAndWhoServesIt() {
        for (String method : List.of(
                "server/discover", "tools/list", "prompts/list", "resources/list", "resources/templates/list")) {
            JsonNode result = server.modern().call(method).result();

            assertThat(result.path("resultType").textValue()).as(method).isEqualTo("complete");
            assertThat(result.path("ttlMs").isIntegralNumber()).as(method).isTrue();
            assertThat(result.path("cacheScope").textValue())
                    .as("what is seen depends on who asks: %s", method)
                    .isEqualTo("private");
            assertThat(result.path("_meta")
                            .path("io.modelcontextprotocol/serverInfo")
                            .path("version")
                            .textValue())
                    .isEqualTo("1.2.3");
            assertThat(result.has("serverInfo")).isFalse();
        }
        JsonNode result = server.modern().tool("echo").result();
        assertThat(result.path("resultType").textValue()).isEqualTo("complete");
        assertThat(result.has("ttlMs")).isFalse();
    }

    @Test
    public void legacyResultsHoldTheirOwnMembersOnly() {
        LegacyClient client = server.legacy();

        assertThat(client.call("ping").result().toString()).isEqualTo("{}");
        assertThat(client.call("logging/setLevel", "{'level':'error'}").result().toString())
                .isEqualTo("{}");
        assertThat(client.call("resources/unsubscribe", "{'uri':'a:b'}")
                        .result()
                        .toString())
                .isEqualTo("{}");
        assertThat(client.call("tools/list").result().fieldNames()).toIterable().containsExactly("tools");
        assertThat(client.call("resources/list").result().toString()).isEqualTo("{\"resources\":[]}");
        assertThat(client.call("resources/templates/list").result().toString()).isEqualTo("{\"resourceTemplates\":[]}");
        assertThat(client.tool("echo").result().fieldNames()).toIterable().containsExactly("content");
    }

    @Test
    public void legacyUnknownMethodsAreNoSignThatTheSessionIsGone() {
        LegacyClient client = server.legacy();

        for (String method : List.of("no/method", "server/discover", "subscriptions/listen", "tasks/list", "")) {
            assertThat(client.call(method).summary()).as(method).isEqualTo("200 -32601");
        }
        assertThat(client.call("ping").summary()).isEqualTo("200 ok");
    }

    @Test
    public void notificationsAreNeverAnsweredEvenWhenNobodyKnowsThem() {
        LegacyClient client = server.legacy();

        for (String method : List.of(
                "notifications/initialized", "notifications/roots/list_changed", "no/such", "tools/call", "ping")) {
            Answered answered = client.say(method, "{}");

            assertThat(answered.status()).as(method).isEqualTo(202);
            assertThat(answered.empty()).as(method).isTrue();
        }
    }

    @Test
    public void theTraceOfARequestReachesItsConnector() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        server.publish(Stubs.tool(
                "trace", (arguments, context) -> ToolResult.text(context.trace().toString())));

        Answered modern = server.modern()
                .with("traceparent", "'" + parent + "'")
                .with("tracestate", "'a=1'")
                .tool("trace");
        Answered legacy = server.legacy()
                .call("tools/call", "{'name':'trace','_meta':{'traceparent':'" + parent + "','baggage':'k=v'}}");
        Answered garbage = server.modern().with("traceparent", "'00-xyz'").tool("trace");

        assertThat(modern.text()).contains(parent, "a=1");
        assertThat(legacy.text()).contains(parent, "k=v");
        assertThat(garbage.text()).isEqualTo(Optional.empty().toString());
    }
}
