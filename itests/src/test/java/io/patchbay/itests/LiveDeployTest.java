package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Connectors that come, change and go while the server runs and clients call them. */
public class LiveDeployTest {

    private static Installation installation;
    private static Server server;
    private static String key;

    @Rule
    public final Timeout timeout = Timeout.seconds(180);

    private ModernClient client;
    private Path deploy;

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        installation = new Installation("live");
        key = installation.key("tester");
        installation.operator();
        installation.setting("io.patchbay.deploy", Map.of("startSeconds", 2));
        server = installation.start(Jdk.all().get(0));
    }

    @AfterClass
    public static void stop() {
        server.close();
    }

    @Before
    public void connect() {
        client = McpClient.modern(server.endpoint(), key);
        deploy = installation.deploy();
    }

    @After
    public void clear() throws IOException {
        for (Path file : files()) {
            Files.deleteIfExists(file);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.tools()).isEmpty());
    }

    @Test
    public void clientsOfBothErasSeeWhatComesChangesAndGoes() throws Exception {
        try (Subscription modern = client.changes();
                LegacyClient old = McpClient.legacy(server.endpoint(), key);
                Subscription legacy = old.changes()) {
            new ConnectorJar("seen").into(deploy, "seen.jar");
            for (Subscription each : List.of(modern, legacy)) {
                each.await("notifications/tools/list_changed");
            }
            assertThat(client.tools()).containsExactly("seen_tag");
            assertThat(client.call("seen_tag").text()).isEqualTo("1");

            new ConnectorJar("seen").tag("2").into(deploy, "seen.jar");
            for (Subscription each : List.of(modern, legacy)) {
                each.await("notifications/tools/list_changed");
            }
            assertThat(client.call("seen_tag").text()).isEqualTo("2");

            Files.delete(deploy.resolve("seen.jar"));
            for (Subscription each : List.of(modern, legacy)) {
                each.await("notifications/tools/list_changed");
            }
            assertThat(client.tools()).isEmpty();
            assertThat(client.call("seen_tag", Map.of()).code()).isEqualTo(-32602);
        }
    }

    @Test
    public void aCallEndsInTheVersionItBeganIn() throws Exception {
        new ConnectorJar("long").tag("old").into(deploy, "long.jar");
        awaitTag("long", "old");
        ExecutorService caller = Executors.newSingleThreadExecutor();
        Future<String> begun = caller.submit(
                () -> client.call("long_tag", Map.of("millis", 3000)).text());
        await().until(() -> server.cli("status").exit() == 0);

        new ConnectorJar("long").tag("new").into(deploy, "long.jar");
        awaitTag("long", "new");

        assertThat(begun.get()).isEqualTo("old");
        caller.shutdown();
    }

    @Test
    public void brokenCandidatesOfEveryKindLeaveWhatServes() throws Exception {
        new ConnectorJar("kept").into(deploy, "kept.jar");
        awaitTag("kept", "1");
        new ConnectorJar("taken").into(deploy, "taken.jar");
        awaitTag("taken", "1");

        for (Map.Entry<String, byte[]> candidate :
                Broken.candidates("kept", "taken").entrySet()) {
            ConnectorJar.place(candidate.getValue(), deploy, "kept.jar");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(server.page("/readyz"))
                            .contains("kept.jar")
                            .contains(candidate.getKey())
                            .contains("keeps serving"));
            assertThat(client.call("kept_tag").text()).isEqualTo("1");
        }
        assertThat(server.cli("connectors", "show", "kept").out())
                .contains("serving")
                .contains("OSGI-INF/none.xml");

        new ConnectorJar("kept").tag("2").into(deploy, "kept.jar");
        awaitTag("kept", "2");
        await().untilAsserted(() -> assertThat(server.page("/readyz")).doesNotContain("kept.jar"));
    }

    @Test
    public void namesOfEveryKindAreFoundAndShown() throws Exception {
        String file = "a b\n\u00fcml\u00e4ut \u65e5\u672c.jar";
        new ConnectorJar("names").into(deploy, file);
        awaitTag("names", "1");

        assertThat(server.cli("connectors", "list").out()).contains("a b\\n\u00fcml\u00e4ut \u65e5\u672c.jar");
        Files.move(deploy.resolve(file), deploy.resolve("plain.jar"));

        await().untilAsserted(() -> assertThat(server.cli("connectors", "list").out())
                .contains("plain.jar")
                .doesNotContain("a b"));
        assertThat(client.call("names_tag").text()).isEqualTo("1");
    }

    @Test
    public void aFolderThatIsGoneTakesNothingAlong() throws Exception {
        new ConnectorJar("stays").into(deploy, "stays.jar");
        awaitTag("stays", "1");

        Path elsewhere = Files.move(deploy, deploy.resolveSibling("elsewhere"));
        await().untilAsserted(() -> assertThat(server.cli("status").out())
                .contains("the connectors' folder does not exist; running connectors keep running"));
        assertThat(client.call("stays_tag").text()).isEqualTo("1");
        Files.move(elsewhere, deploy);

        await().untilAsserted(() -> assertThat(server.cli("status").out()).doesNotContain("the connectors' folder"));
        new ConnectorJar("stays").tag("2").into(deploy, "stays.jar");
        awaitTag("stays", "2");
    }

    @Test
    public void waitsForItsSettingsAndTellsSo() throws Exception {
        new ConnectorJar("needy")
                .component("configuration-policy=\"require\" configuration-pid=\"needy\"")
                .into(deploy, "needy.jar");
        await().untilAsserted(() -> assertThat(server.cli("connectors", "list").out())
                .containsPattern("needy.jar +waiting")
                .contains("needy.cfg.json"));

        installation.setting("needy", Map.of("x", "y"));
        awaitTag("needy", "1");
        assertThat(server.cli("connectors", "list").out())
                .containsPattern("needy.jar +serving")
                .contains("needy_tag");

        Files.delete(installation.config().resolve("needy.cfg.json"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.tools()).isEmpty());
        assertThat(server.cli("connectors", "list").out()).containsPattern("needy.jar +waiting");
    }

    @Test
    public void operatorsSteerConnectors() throws Exception {
        new ConnectorJar("ops").tag("1").into(deploy, "ops.jar");
        awaitTag("ops", "1");
        new ConnectorJar("ops").tag("2").into(deploy, "ops.jar");
        awaitTag("ops", "2");

        assertThat(server.cli("connectors", "rollback", "ops").exit()).isZero();
        awaitTag("ops", "1");
        assertThat(server.cli("connectors", "rollback", "ops").err())
                .contains("No earlier version of ops.jar is kept.");
        assertThat(server.cli("connectors", "start", "ops.jar").exit()).isZero();
        awaitTag("ops", "2");

        assertThat(server.cli("connectors", "stop", "ops").out()).contains("stopped");
        assertThat(client.tools()).isEmpty();
        assertThat(server.cli("connectors", "list", "--json").out()).contains("\"state\":\"stopped\"");
        assertThat(server.cli("connectors", "start", "ops").exit()).isZero();
        assertThat(client.call("ops_tag").text()).isEqualTo("2");

        assertThat(server.cli("connectors", "remove", "ops").out()).contains("ops.jar is removed.");
        assertThat(deploy.resolve("ops.jar")).doesNotExist();
        assertThat(client.tools()).isEmpty();
        assertThat(server.cli("connectors", "show", "ops").err()).contains("There is no connector ops.");
        assertThat(server.cli("audit", "tail").out()).contains("connectors remove");
    }

    private void awaitTag(String name, String tag) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> client.tools().contains(name + "_tag")
                        && client.call(name + "_tag").text().equals(tag));
    }

    private List<Path> files() throws IOException {
        try (var listed = Files.list(deploy)) {
            return listed.toList();
        }
    }
}
