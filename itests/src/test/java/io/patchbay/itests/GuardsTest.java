package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.AfterParam;
import org.junit.runners.Parameterized.BeforeParam;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Authentication, policy and audit of the running distribution: nothing gets past them, and everything is on record. */
@RunWith(Parameterized.class)
public class GuardsTest {

    private static final Pattern KEY = Pattern.compile("\\b([A-Za-z0-9_-]{4,64}:[A-Za-z0-9_-]{40,})\\b");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static Server server;
    private static String key;

    @Rule
    public final Timeout timeout = Timeout.seconds(60);

    @Parameter
    public Jdk jdk;

    @Parameters(name = "{0}")
    public static Collection<Jdk> all() {
        return Jdk.all();
    }

    @BeforeParam
    public static void start(Jdk jdk) throws IOException, InterruptedException {
        Installation installation = new Installation("guards");
        key = installation.key("tester");
        installation.allowWrites("test_trigger_resource_change");
        installation.deploy("conformance");
        server = installation.start(jdk);
    }

    @AfterParam
    public static void stop() {
        server.close();
    }

    @Test
    public void refusesWhoeverHasNoGoodKeyAllTheSame() throws IOException, InterruptedException {
        for (String wrong : List.of("", "tester:wrong", "nobody:wrong", "tester", "tester:")) {
            HttpResponse<InputStream> response = list(wrong);
            String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(response.statusCode()).as(wrong).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate"))
                    .as(wrong)
                    .isPresent();
            assertThat(body).as(wrong).doesNotContain("tester").doesNotContain("io.patchbay");
        }
    }

    @Test
    public void refusesTheHandshakeWithoutAKeyToo() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = new Http(server.endpoint(), "").post("{}", Map.of());

        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    public void deniesWritesThatNobodyAllowed() throws IOException, InterruptedException {
        ModernClient client = client();

        Answer denied = client.call("test_trigger_tool_change");

        assertThat(denied.status()).isEqualTo(200);
        assertThat(denied.failed()).isTrue();
        assertThat(denied.result().get("_meta").get("io.patchbay/code").asText())
                .isEqualTo("operation_not_supported");
        assertThat(client.tools()).contains("test_trigger_tool_change").doesNotContain("test_dynamic_tool");
    }

    @Test
    public void letsThroughTheWriteThatASettingNames() throws IOException, InterruptedException {
        assertThat(client().call("test_trigger_resource_change").failed()).isFalse();
    }

    @Test
    public void makesAndRevokesKeysAtOnce() throws IOException, InterruptedException {
        Installation.Cli created =
                server.cli("key", "create", "--id", "fleeting", "--name", "fleeting", "--tools", "test_simple_*");
        assertThat(created.exit()).as(created.err()).isZero();
        String fleeting = find(created.out());
        ModernClient client = McpClient.modern(server.endpoint(), fleeting);
        assertThat(client.tools()).containsExactly("test_simple_text");

        Installation.Cli revoked = server.cli("key", "revoke", "fleeting");

        assertThat(revoked.exit()).as(revoked.err()).isZero();
        assertThat(list(fleeting).statusCode()).isEqualTo(401);
        assertThat(server.cli("key", "list").out()).contains("tester").doesNotContain("fleeting");
    }

    @Test
    public void endsTheStreamsOfARevokedKey() throws IOException, InterruptedException {
        try (Subscription modern =
                        McpClient.modern(server.endpoint(), keyFor("listens")).changes();
                Subscription legacy =
                        McpClient.legacy(server.endpoint(), keyFor("waits")).changes()) {
            assertThat(server.cli("key", "revoke", "listens").exit()).isZero();
            assertThat(server.cli("key", "revoke", "waits").exit()).isZero();

            modern.awaitEnd();
            legacy.awaitEnd();
        }
    }

    @Test
    public void putsEveryOperationOnRecordExactlyOnce() throws IOException, InterruptedException {
        String recorded = keyFor("recorded");
        ModernClient modern = McpClient.modern(server.endpoint(), recorded);
        modern.tools();
        modern.call("test_simple_text");
        modern.call("test_error_handling");
        modern.call("greet", Map.of("name", 5));
        modern.call("no_such_tool");
        modern.call("test_trigger_tool_change");
        modern.call("test_trigger_resource_change");
        modern.request("resources/read", Map.of("uri", "test://static-text"));
        modern.request("prompts/get", Map.of("name", "test_simple_prompt"));
        modern.once("tools/call", Map.of("name", "test_missing_capability"));

        List<JsonNode> lines = settled(() -> linesOf("recorded"), 11);

        assertThat(lines)
                .extracting(GuardsTest::words)
                .containsExactly(
                        "call tools/list ok",
                        "call test_simple_text ok",
                        "call test_error_handling failed",
                        "call greet failed",
                        "call no_such_tool invalid",
                        "call test_trigger_tool_change denied",
                        "intent test_trigger_resource_change ",
                        "outcome test_trigger_resource_change ok",
                        "call static-text ok",
                        "call test_simple_prompt ok",
                        "call test_missing_capability invalid");
        assertThat(of("test_trigger_resource_change", lines))
                .extracting(line -> line.get("callId").asText())
                .hasSize(2)
                .containsOnly(lines.get(6).get("callId").asText());
        assertThat(lines.get(5).get("decision").asText()).isEqualTo("deny");
    }

    @Test
    public void writesNoSecretAndNoRejectedArgumentDown() throws IOException, InterruptedException {
        client().call("greet", Map.of("name", "Bob", "password", "hunter2-hunter2"));
        settled(() -> of("greet", lines()), 1);

        for (Path segment : Trail.of(server.installation()).segments()) {
            assertThat(Files.readString(segment))
                    .doesNotContain("hunter2-hunter2")
                    .doesNotContain(key.substring(key.indexOf(':')));
        }
        assertThat(server.console()).doesNotContain("hunter2-hunter2").doesNotContain(key.substring(key.indexOf(':')));
    }

    @Test
    public void provesThatTheTrailIsWhole() throws IOException, InterruptedException {
        client().call("test_simple_text");

        Installation.Cli verified = server.cli("audit", "verify");

        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    }

    @Test
    public void cancelsTheCallOfAModernClientThatGoesAway() throws IOException, InterruptedException {
        ModernClient client = McpClient.modern(server.endpoint(), keyFor("gone"));
        Map<String, ?> call = Map.of(
                "name", "test_slow_call", "arguments", Map.of("seconds", 50), "_meta", Map.of("progressToken", "p"));
        try (EventReader events =
                new EventReader(client.open("tools/call", call, Map.of()).body())) {
            assertThat(events.next())
                    .get()
                    .extracting(message -> message.get("method").asText())
                    .isEqualTo("notifications/progress");
        }

        assertThat(settled(() -> linesOf("gone"), 1))
                .extracting(line -> line.get("outcome").asText())
                .containsExactly("cancelled");
    }

    @Test
    public void cancelsTheCallThatALegacyClientCancels() throws IOException, InterruptedException {
        LegacyClient client = McpClient.legacy(server.endpoint(), keyFor("cancels"));
        client.initialize();
        Thread waiting = new Thread(() -> quietly(() -> client.request(
                "tools/call", Map.of("name", "test_slow_call", "arguments", Map.of("seconds", 50)), 99)));
        waiting.start();

        await().atMost(PATIENCE).until(() -> {
            client.notify("notifications/cancelled", Map.of("requestId", 99));
            waiting.join(50);
            return !waiting.isAlive();
        });

        assertThat(settled(() -> of("test_slow_call", linesOf("cancels")), 1))
                .extracting(line -> line.get("outcome").asText())
                .containsExactly("cancelled");
    }

    private static HttpResponse<InputStream> list(String key) throws IOException, InterruptedException {
        return McpClient.modern(server.endpoint(), key).open("tools/list", Map.of(), Map.of());
    }

    private static ModernClient client() {
        return McpClient.modern(server.endpoint(), key);
    }

    private static String keyFor(String id) throws IOException, InterruptedException {
        Installation.Cli created = server.cli("key", "create", "--id", id, "--name", id, "--effect", "write");
        assertThat(created.exit()).as(created.err()).isZero();
        return find(created.out());
    }

    private static String find(String text) {
        Matcher matcher = KEY.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static List<JsonNode> lines() throws IOException {
        return Trail.of(server.installation()).lines();
    }

    /** The lines of all calls that came with this key. */
    private static List<JsonNode> linesOf(String keyId) throws IOException {
        List<JsonNode> lines = lines();
        Set<String> calls = lines.stream()
                .filter(line -> line.path("credential").asText().equals(keyId) && line.has("callId"))
                .map(line -> line.get("callId").asText())
                .collect(Collectors.toSet());
        return lines.stream()
                .filter(line ->
                        line.has("callId") && calls.contains(line.get("callId").asText()))
                .toList();
    }

    private static String words(JsonNode line) {
        return line.get("kind").asText() + " " + line.get("target").asText() + " "
                + line.path("outcome").asText();
    }

    private static List<JsonNode> of(String tool, List<JsonNode> lines) {
        return lines.stream()
                .filter(line -> line.path("target").asText().equals(tool))
                .toList();
    }

    private static void quietly(Callable<?> work) {
        try {
            work.call();
        } catch (Exception e) {
            // a call that is cut off fails, and should
        }
    }

    /** Reads are on record a moment after their answer. */
    private static List<JsonNode> settled(Callable<List<JsonNode>> lines, int count) {
        return await().atMost(PATIENCE).until(lines, found -> found.size() >= count);
    }
}
