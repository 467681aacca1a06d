package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Keys and the anonymous caller, narrowed by lists, named scopes and effects, on a running server. */
public class NarrowingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern KEY = Pattern.compile("\\b([A-Za-z0-9_-]{1,64}:[A-Za-z0-9_-]{40,})\\b");
    private static final Map<String, ?> WRITE = Map.of("name", "slow_tag", "arguments", Map.of("millis", 0));

    private static Installation installation;
    private static Server server;
    private static int keys;

    @Rule
    public final Timeout timeout = Timeout.seconds(120);

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        installation = new Installation("narrowing");
        installation.allowWrites("slow_*");
        installation.deploy("conformance");
        installation.deploy("clock");
        new ConnectorJar("slow").writing().into(installation.deploy(), "slow.jar");
        installation.setting(
                "io.patchbay.identity.key~old",
                Map.of("name", "old", ".sha256", "0".repeat(64), "scopes", List.of("admin:read", "tools:clock_*")));
        server = installation.start(Jdk.all().get(0));
    }

    @AfterClass
    public static void stop() {
        server.close();
    }

    @Test
    public void aListOfToolsLeavesTheResources() throws Exception {
        for (McpClient client : clients(create("--tools", "clock_*"))) {
            assertThat(client.tools()).containsExactly("clock_current_time");
            assertThat(listed(client, "resources")).isNotEmpty();
            assertThat(listed(client, "prompts")).isNotEmpty();
            assertThat(client.request("tools/call", WRITE).code()).isEqualTo(-32602);
        }
    }

    @Test
    public void anEmptyListHidesEntriesAndNotTheMethod() throws Exception {
        for (McpClient client : clients(create("--resources", ""))) {
            assertThat(listed(client, "resources")).isEmpty();
            assertThat(client.request("resources/templates/list", Map.of())
                            .result()
                            .get("resourceTemplates"))
                    .isEmpty();
            assertThat(client.tools()).contains("clock_current_time", "slow_tag");
        }
    }

    @Test
    public void aFeatureOutsideTheListDoesNotExist() throws Exception {
        for (McpClient client : clients(create("--features", "tools,log*"))) {
            assertThat(client.tools()).contains("clock_current_time");
            assertThat(client.request("resources/list", Map.of()).code()).isEqualTo(-32601);
            assertThat(client.request("prompts/get", Map.of("name", "x")).code())
                    .isEqualTo(-32601);
        }
    }

    @Test
    public void aKeyWithoutAnEffectListsAWriteAndIsDenied() throws Exception {
        for (String effect : List.of("", "read", "propose")) {
            String key = effect.isEmpty() ? create() : create("--effect", effect);
            for (McpClient client : clients(key)) {
                assertThat(client.tools()).contains("slow_tag");
                Answer denied = client.request("tools/call", WRITE);
                assertThat(denied.failed()).isTrue();
                assertThat(denied.result().toString()).contains("operation_not_supported");
                assertThat(denied.text())
                        .contains(effect.equals("propose") ? "may only propose writes" : "may only read");
                assertThat(client.call("clock_current_time").failed()).isFalse();
            }
        }
        for (McpClient client : clients(create("--effect", "write"))) {
            assertThat(client.request("tools/call", WRITE).failed()).isFalse();
        }
    }

    @Test
    public void theCommandRefusesAndWarns() throws Exception {
        Installation.Cli old = server.cli("key", "create", "--scopes", "tools:clock_*,admin:*");
        assertThat(old.exit()).isEqualTo(1);
        assertThat(old.err())
                .contains(
                        "Use instead: --tools 'clock_*' --resources '' --prompts ''",
                        "--effect write",
                        "name each command");
        assertThat(server.cli("key", "create", "--tools", "tools:x").err())
                .contains("tools contains the malformed pattern \"tools:x\"");
        assertThat(server.cli("key", "create", "--features", "tool").err())
                .contains("No such feature: \"tool\"; use tools");
        assertThat(server.cli("key", "create", "--named-scopes", "admin:*").err())
                .contains("name the commands");
        Installation.Cli warned = server.cli("key", "create", "--id", "warned", "--tools", "clok_*");
        assertThat(warned.exit()).isZero();
        assertThat(warned.out()).contains("\"clok_*\" in tools matches nothing", "is \"clock_*\" meant?");
        assertThat(server.cli("key", "list").out())
                .contains("effect: read; tools: clok_*", "match nothing that is published now: [tools clok_*]");
    }

    @Test
    public void aFileWithScopesIsRefusedAndTheNewFormIsPrinted() throws Exception {
        String line =
                "\"tools\": [\"clock_*\"], \"resources\": [], \"prompts\": [], \"features\": [\"tools\", \"resources\", \"prompts\","
                        + " \"tasks\"], \"namedScopes\": [\"admin:read\"], \"effect\": \"write\"";
        assertThat(server.cli("status").out())
                .contains("API key old is refused")
                .contains(line);
        assertThat(server.cli("key", "list").out())
                .contains("old  refused: scopes is no longer a setting")
                .contains(line);

        Installation.Cli check = installation.cli(Jdk.all().get(0), "upgrade", "--check");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).contains("key~old.cfg.json: instead of \"scopes\" write " + line);
    }

    @Test
    public void aNarrowerFileStopsARunningCall() throws Exception {
        String id = "running-" + ++keys;
        String key = installation.key(id, Map.of("effect", "write"));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !McpClient.modern(server.endpoint(), key)
                        .request("tools/call", WRITE)
                        .failed());
        CompletableFuture<Answer> call = CompletableFuture.supplyAsync(() -> {
            try {
                return McpClient.modern(server.endpoint(), key)
                        .request("tools/call", Map.of("name", "slow_tag", "arguments", Map.of("millis", 50_000)));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().atMost(PATIENCE).until(() -> server.cli("calls", "list").out().contains(id));

        installation.key(id, Map.of("effect", "write", "tools", List.of("clock_*")));

        assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .error()
                        .get("data")
                        .get("code")
                        .asText())
                .isEqualTo("scope_lost");
    }

    @Test
    public void theAnonymousCallerSeesWhatTheSettingsName() throws Exception {
        anonymous(Map.of());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> McpClient.modern(server.endpoint(), "").tools().isEmpty());

        anonymous(Map.of("anonymousTools", List.of("clock_*", "slow_*")));
        ModernClient anybody = McpClient.modern(server.endpoint(), "");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(anybody.tools())
                        .contains("clock_current_time")
                        .doesNotContain("greet"));
        assertThat(listed(anybody, "resources")).isEmpty();
        assertThat(anybody.request("tools/call", WRITE).text()).contains("may only read");

        anonymous(Map.of("anonymousScopes", List.of("*")));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(server.cli("status").out())
                                .contains(
                                        "anonymousScopes is no longer a setting. Write instead: \"anonymousEffect\": \"write\""));
        assertThat(anybody.tools())
                .as("the previous settings stay in force")
                .contains("clock_current_time")
                .doesNotContain("greet");
        installation.setting("io.patchbay.identity", Map.of("anonymous", false));
        await().atMost(PATIENCE)
                .until(() ->
                        new Http(server.endpoint(), "").post("{}", Map.of()).statusCode() == 401);
    }

    @Test
    public void noWildcardMakesAnOperatorOfMetrics() throws Exception {
        String everything = create("--effect", "write");
        String exact = create("--tools", "", "--named-scopes", "admin:read");

        assertThat(metrics("")).as("from this machine, without a key").isEqualTo(401);
        assertThat(metrics(everything)).isEqualTo(403);
        assertThat(metrics(exact)).isEqualTo(200);
        String wildcard = installation.key("wildcard", Map.of("namedScopes", List.of("admin:*")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.cli("status").out()).contains("API key wildcard is refused"));
        assertThat(metrics(wildcard)).isEqualTo(401);
        Files.delete(installation.config().resolve("io.patchbay.identity.key~wildcard.cfg.json"));
    }

    private static void anonymous(Map<String, ?> settings) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("anonymous", true);
        installation.setting("io.patchbay.identity", all);
    }

    private static int metrics(String key) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.endpoint().resolve("/metrics"));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static List<McpClient> clients(String key) throws IOException, InterruptedException {
        URI endpoint = server.endpoint();
        return List.of(McpClient.modern(endpoint, key), McpClient.legacy(endpoint, key));
    }

    private static List<String> listed(McpClient client, String kind) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (JsonNode entry : client.request(kind + "/list", Map.of()).result().get(kind)) {
            names.add(entry.get("name").asText());
        }
        return names;
    }

    private static String create(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("key", "create", "--id", "made-" + ++keys));
        command.addAll(List.of(options));
        Installation.Cli created = server.cli(command.toArray(String[]::new));
        assertThat(created.exit()).as(created.err()).isZero();
        Matcher matcher = KEY.matcher(created.out());
        assertThat(matcher.find()).as(created.out()).isTrue();
        return matcher.group(1);
    }
}
