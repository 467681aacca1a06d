package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.AfterParam;
import org.junit.runners.Parameterized.BeforeParam;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Clients of 2025-11-25 whose connections break, or are let go, in the middle of a call. */
@RunWith(Parameterized.class)
public class ResumptionTest {

    private static Server server;
    private static String key;

    @Rule
    public final Timeout timeout = Timeout.seconds(120);

    @Parameter
    public Jdk jdk;

    private String headers;

    @Parameters(name = "{0}")
    public static Collection<Object[]> all() {
        return Jdk.all().stream().map(jdk -> new Object[] {jdk}).toList();
    }

    @BeforeParam
    public static void start(Jdk jdk) throws IOException, InterruptedException {
        Installation installation = new Installation("resumption");
        key = installation.key("resuming");
        installation.deploy("conformance");
        installation.setting("io.patchbay.http", Map.of("port", 0, "heartbeatSeconds", 1));
        server = installation.start(jdk);
    }

    @AfterParam
    public static void stop() {
        server.close();
    }

    @Before
    public void openASession() throws IOException, InterruptedException {
        LegacyClient client = new LegacyClient(new Http(server.endpoint(), key));
        client.initialize();
        headers = "Authorization: Bearer " + key + "\r\nMCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: "
                + client.session() + "\r\n";
    }

    private static String slow(double seconds, boolean release) {
        return "{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"tools/call\", \"params\": {\"name\": \"test_slow_call\","
                + " \"arguments\": {\"seconds\": " + seconds + ", \"release\": " + release
                + "}, \"_meta\": {\"progressToken\": 1}}}";
    }

    private RawStream resumed(String lastEvent) throws IOException {
        RawStream back = new RawStream(server.endpoint());
        assertThat(back.send("GET", headers + "Last-Event-ID: " + lastEvent + "\r\n", ""))
                .isEqualTo(200);
        return back;
    }

    @Test
    public void aSilentCallIsKeptAliveInEveryRevision() throws IOException {
        String silent = slow(2.6, false).replace(", \"_meta\": {\"progressToken\": 1}", "");
        Map<String, RawStream> calls = new LinkedHashMap<>();
        for (String revision : List.of("2024-11-05", "2025-03-26", "2025-06-18")) {
            String mine = "Authorization: Bearer " + key + "\r\n";
            RawStream call = new RawStream(server.endpoint());
            call.whole(
                    mine,
                    "{\"jsonrpc\": \"2.0\", \"id\": 0, \"method\": \"initialize\", \"params\": {\"protocolVersion\": \""
                            + revision
                            + "\", \"capabilities\": {}, \"clientInfo\": {\"name\": \"itests\", \"version\": \"1\"}}}");
            assertThat(call.session()).isNotEmpty();
            call.start("POST", mine + "Mcp-Session-Id: " + call.session() + "\r\n", silent);
            calls.put(revision, call);
        }
        RawStream modern = new RawStream(server.endpoint());
        modern.start(
                "POST",
                "Authorization: Bearer " + key
                        + "\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: test_slow_call\r\n",
                silent.replace(
                        "\"params\": {",
                        "\"params\": {\"_meta\": {\"io.modelcontextprotocol/protocolVersion\": \"2026-07-28\","
                                + " \"io.modelcontextprotocol/clientCapabilities\": {}}, "));
        calls.put("2026-07-28", modern);

        for (Map.Entry<String, RawStream> one : calls.entrySet()) {
            RawStream call = one.getValue();
            assertThat(call.head()).as(one.getKey()).isEqualTo(200);
            assertThat(call.response().at("/result/content/0/text").asText())
                    .as(one.getKey())
                    .isEqualTo("Done.");
            assertThat(call.keepAlives()).as(one.getKey()).isPositive();
            call.close();
        }
    }

    @Test
    public void aConnectionThatBreaksDuringACallCostsNothing() throws IOException {
        RawStream call = new RawStream(server.endpoint());
        assertThat(call.send("POST", headers, slow(1.5, false))).isEqualTo(200);
        assertThat(call.next()).as("what it begins with").contains("");
        assertThat(call.next().orElseThrow()).contains("notifications/progress");
        call.cut();

        try (RawStream back = resumed(call.lastEvent())) {
            JsonNode response = back.response();

            assertThat(response.get("id").asInt()).isEqualTo(7);
            assertThat(response.at("/result/content/0/text").asText()).isEqualTo("Done.");
            assertThat(back.next()).isEmpty();
        }
        try (RawStream again = resumed(call.lastEvent())) {
            assertThat(again.response().get("id").asInt())
                    .as("it is still there, if that was lost as well")
                    .isEqualTo(7);
        }
    }

    @Test
    public void whoeverComesBackIsServedWhileTheCallGoesOn() throws IOException {
        RawStream call = new RawStream(server.endpoint());
        call.send("POST", headers, slow(40, true));
        Optional<String> data = call.next();
        while (data.isPresent()) {
            data = call.next();
        }

        // on the same connection, where the server has left it open
        RawStream back = call.closed() ? new RawStream(server.endpoint()) : call;
        assertThat(back.send("GET", headers + "Last-Event-ID: " + call.lastEvent() + "\r\n", ""))
                .isEqualTo(200);
        try (RawStream other = new RawStream(server.endpoint())) {
            assertThat(other.send("DELETE", headers, "")).isEqualTo(204);
        }
        assertThat(back.next()).as("the end").isEmpty();
        back.close();
        call.close();
    }

    @Test
    public void theFirstGenerationsClientComesBackByItself() throws IOException, InterruptedException {
        assertComesBack("1");
    }

    @Test
    public void theSecondGenerationsClientComesBackByItself() throws IOException, InterruptedException {
        assertComesBack("2");
    }

    private static void assertComesBack(String generation) throws IOException, InterruptedException {
        Path node = Machine.node();

        JsonNode told = Script.run(
                node,
                Machine.here("clients").resolve("resume.mjs"),
                server.endpoint().toString(),
                key,
                generation);

        assertThat(told.get("afterACut").asText()).isEqualTo("Done.");
        assertThat(told.get("cuts").asInt()).isEqualTo(1);
        assertThat(told.get("resumedAfterACut").asInt()).isPositive();
        assertThat(told.get("polled").asText()).isEqualTo("Done.");
        assertThat(told.get("polls").asInt()).isPositive();
    }
}
