package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Settings of the running distribution, edited by operators good and bad. */
@RunWith(Parameterized.class)
public class SettingsLiveTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String POLICY = "io.patchbay.policy";

    @Rule
    public final Timeout timeout = Timeout.seconds(90);

    @Parameter
    public Jdk jdk;

    private Installation installation;
    private String key;

    @Parameters(name = "{0}")
    public static Collection<Jdk> all() {
        return Jdk.all();
    }

    @Before
    public void install() throws IOException {
        installation = new Installation("settings");
        key = installation.key("tester");
        installation.operator();
        installation.deploy("conformance");
    }

    @Test
    public void everyFileOnTheCallPathIsEditedUnderLoadWithoutAFailedCallOrADroppedStream() throws Exception {
        installation.allowWrites("test_trigger_*");
        installation.deploy("clock");
        try (Server server = installation.start(jdk);
                Load load = new Load(server.endpoint(), key)) {
            Editor editor = new Editor(installation, server);
            for (int round = 0; round < 2; round++) {
                editor.change(
                        "io.patchbay.http",
                        Map.of("port", 0, "maxStreams", 900 + round, "heartbeatSeconds", 1, "maxBodyBytes", 1 << 20));
                editor.turn("io.patchbay.identity", Map.of("anonymous", true, "anonymousTools", List.of("x" + round)));
                editor.turn(POLICY, Map.of("allowWrites", List.of("test_trigger_*", "x" + round)));
                editor.turn(
                        "io.patchbay.audit",
                        Map.of("intervalMillis", 20 + round, "segmentMebibytes", 1, "redactedNames", List.of("x")));
                editor.turn(
                        "io.patchbay.protocol",
                        Map.of("pageSize", 3 + round, "callTimeoutSeconds", 30, "maxCalls", 500, "instructions", "x"));
                editor.turn("io.patchbay.deploy", Map.of("startSeconds", 20 + round));
                editor.turn(
                        "io.patchbay.identity.key~other",
                        Map.of("name", "other", ".sha256", "0".repeat(64), "tools", List.of("x" + round)));
            }
            editor.put(
                    POLICY,
                    Map.of("allowWrites", List.of("test_trigger_*"), "allowDestructive", List.of("test_trigger_*")));

            load.allStreamsStillTell(McpClient.modern(server.endpoint(), key));
            assertThat(load.failures()).isEmpty();
            assertThat(load.calls()).isGreaterThan(editor.edits());
            load.endCalls();
            int port = Machine.freePort();
            editor.put("io.patchbay.http", Map.of("port", port));
            URI moved = URI.create("http://127.0.0.1:" + port + "/mcp");
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> new Http(moved, "").page("/healthz").statusCode() == 200);
            load.allStreamsStillTell(McpClient.modern(moved, key));
            assertThat(server.console()).doesNotContain(" ERROR ");
            Proof.figures(
                    "settings, %s: %d calls during %d edits, 0 failed; %d streams, 0 dropped; file in place to applied %s",
                    jdk, load.calls(), editor.edits(), load.streams(), editor.figures());
        }
    }

    @Test
    public void aGuardWithoutUsableSettingsClosesTheEndpointAndOnlyThat() throws Exception {
        List<String> guards = List.of("io.patchbay.identity", POLICY, "io.patchbay.audit");
        for (String guard : guards) {
            Files.writeString(file(guard), "{\n  \"none\n");
        }
        try (Server server = installation.startUnready(jdk)) {
            Http http = new Http(server.endpoint(), "");
            for (String guard : guards) {
                await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(http.page("/readyz").statusCode()).isEqualTo(503);
                    // without identity nobody is known as an operator over HTTP
                    String problems = guard.equals("io.patchbay.identity")
                            ? server.cli("status").out()
                            : server.page("/readyz");
                    assertThat(problems).contains("config/" + guard + ".cfg.json: line 2, column ");
                });
                assertThat(http.page("/readyz").body()).isEqualTo("{\"ready\":false}");
                assertThat(http.page("/healthz").statusCode()).isEqualTo(200);
                assertThat(list(server)).isEqualTo(503);
                assertThat(server.cli("status").out()).contains(guard + ".cfg.json");
                replace(guard, "{}");
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(list(server)).isEqualTo(200));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.page("/readyz"))
                            .doesNotContain("config/")
                            .doesNotContain("the settings folder"));
        }
    }

    @Test
    public void aSecretThatChangesAppliesAndOneThatGoesStaysAndNoneIsShown() throws Exception {
        Path secrets = Files.createDirectories(installation.data().resolve("secrets"));
        Files.writeString(secrets.resolve("scope"), "test_simple_text");
        Files.writeString(secrets.resolve("canary"), "canary-77aa");
        installation.setting(
                "io.patchbay.identity", Map.of("anonymous", true, "anonymousTools", List.of("$[secret:scope]")));
        installation.setting("io.patchbay.http", Map.of("port", 0, ".tlsPassword", "$[secret:canary]"));
        try (Server server = installation.start(jdk)) {
            ModernClient anybody = McpClient.modern(server.endpoint(), "");
            assertThat(anybody.tools()).containsExactly("test_simple_text");

            Files.writeString(secrets.resolve("scope"), "test_error_handling");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(anybody.tools()).containsExactly("test_error_handling"));
            Files.delete(secrets.resolve("scope"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.console()).contains("$[secret:scope]"));

            assertThat(anybody.tools()).containsExactly("test_error_handling");
            Files.writeString(secrets.resolve("canary"), "canary-88bb");
            Files.writeString(
                    file("io.patchbay.http"),
                    "{\"port\": 0, \".tlsPassword\": \"canary-99cc\", \"prot\": \"canary-99cc\"}");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.console()).contains("did you mean \"port\"?"));
            String shown = server.console()
                    + server.cli("status").out()
                    + server.cli("status", "--json").out()
                    + server.cli("config", "show", "io.patchbay.http").out()
                    + server.cli("config", "list", "--json").out()
                    + server.cli("config", "check").out()
                    + server.page("/readyz");
            assertThat(shown).doesNotContain("canary-").contains("$[secret:canary]");
        }
    }

    @Test
    public void startsOnTheLastGoodVersionAfterItWasKilled() throws Exception {
        installation.setting("io.patchbay.protocol", Map.of("pageSize", 1));
        Server killed = installation.start(jdk);
        installation.setting("io.patchbay.protocol", Map.of("pageSize", 2));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                McpClient.modern(killed.endpoint(), key).tools())
                        .hasSize(2));
        Files.writeString(file("io.patchbay.protocol"), "{\"pageSize\": ");
        killed.kill();

        try (Server server = installation.start(jdk)) {
            assertThat(McpClient.modern(server.endpoint(), key).tools()).hasSize(2);
            assertThat(server.cli("status").out())
                    .contains("io.patchbay.protocol.cfg.json: line 1")
                    .contains("the last good version of the file is in force");
        }
    }

    @Test
    public void aRemovedKeyStopsWorkingAndAFolderThatIsGoneChangesNothing() throws Exception {
        String fleeting = installation.key("fleeting");
        try (Server server = installation.start(jdk)) {
            ModernClient client = McpClient.modern(server.endpoint(), fleeting);
            assertThat(client.open("tools/list", Map.of(), Map.of()).statusCode())
                    .isEqualTo(200);
            Files.delete(file("io.patchbay.identity.key~fleeting"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.open("tools/list", Map.of(), Map.of())
                                    .statusCode())
                            .isEqualTo(401));

            Path away = installation.root().resolve("away");
            Files.move(installation.config(), away);
            Http http = new Http(server.endpoint(), "");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.page("/readyz")).contains("the settings folder"));
            assertThat(list(server)).isEqualTo(200);
            Files.move(away, installation.config());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.page("/readyz"))
                            .doesNotContain("config/")
                            .doesNotContain("the settings folder"));
        }
    }

    private int list(Server server) throws IOException, InterruptedException {
        return McpClient.modern(server.endpoint(), key)
                .open("tools/list", Map.of(), Map.of())
                .statusCode();
    }

    private Path file(String pid) {
        return installation.config().resolve(pid + ".cfg.json");
    }

    private void replace(String pid, String text) throws IOException {
        Path fresh = Files.writeString(installation.root().resolve("fresh"), text);
        Files.move(fresh, file(pid), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
