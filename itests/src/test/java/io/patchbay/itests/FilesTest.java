package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The connector for files in a running server: its instances, its writes, and changes on disk. */
public class FilesTest {

    private static final String INSTANCE = "io.patchbay.connectors.files~";

    @Rule
    public final Timeout timeout = Timeout.seconds(120);

    private static Installation installation;
    private static Server server;
    private static String key;

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        installation = new Installation("files");
        key = installation.key("tester");
        installation.operator();
        installation.deploy("files");
        instance("archive", "archive");
        server = installation.start(Jdk.all().get(0));
    }

    @AfterClass
    public static void stop() {
        server.close();
    }

    @Test
    public void instancesComeAndGoBesideEachOther() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        Thread using = new Thread(() -> {
            while (!done.get()) {
                try {
                    failed.addAndGet(
                            client().call("archive_list", Map.of("path", "all")).failed() ? 1 : 0);
                    calls.incrementAndGet();
                } catch (IOException | InterruptedException | AssertionError e) {
                    failed.incrementAndGet();
                }
            }
        });
        using.start();
        for (int round = 0; round < 3; round++) {
            instance("notes", "notes", "all");
            await().until(() -> client().tools().contains("notes_write"));
            assertThat(client().tools()).contains("archive_read").doesNotContain("archive_write");
            instance("notes", "notes");
            await().until(() -> !client().tools().contains("notes_write"));
            assertThat(client().tools()).contains("notes_read");
            Files.delete(installation.config().resolve(INSTANCE + "notes.cfg.json"));
            await().until(() -> client().tools().stream().noneMatch(tool -> tool.startsWith("notes_")));
        }
        done.set(true);
        using.join();

        assertThat(calls).hasPositiveValue();
        assertThat(failed).hasValue(0);
    }

    @Test
    public void writesRunWhenPolicyAllowsThemAndAreOnRecordTwice() throws Exception {
        instance("desk", "desk", "all");
        await().until(() -> client().tools().contains("desk_write"));
        Path file = installation.data().resolve("desk/a.txt");
        String text = "password: hunter2-hunter2\n" + "long ".repeat(1_000);
        Map<String, String> arguments = Map.of("path", "all/a.txt", "text", text);

        Answer refused = client().call("desk_write", arguments);
        assertThat(refused.failed()).isTrue();
        assertThat(refused.result().path("_meta").path("io.patchbay/code").asText())
                .isEqualTo("operation_not_supported");
        assertThat(file).doesNotExist();
        assertThat(client().call("desk_write", Map.of()).text())
                .as("what is wrong with the arguments is not for who may not write")
                .isEqualTo(refused.text());

        installation.setting(
                "io.patchbay.policy",
                Map.of("allowWrites", List.of("desk_*"), "allowDestructive", List.of("desk_write")));
        await().until(() -> !client().call("desk_write", arguments).failed());
        assertThat(file).hasContent(text);
        assertThat(client().call("desk_delete", Map.of("path", "all/a.txt")).failed())
                .as("destructive, and not allowed")
                .isTrue();
        assertThat(client().call("desk_create", Map.of("path", "all/b.txt", "text", "b"))
                        .failed())
                .as("additive")
                .isFalse();

        List<JsonNode> written = linesOfLastCall("desk_write");
        assertThat(written)
                .extracting(line ->
                        line.get("kind").asText() + " " + line.path("outcome").asText())
                .containsExactly("intent ", "outcome ok");
        assertThat(written.get(0).get("effect").asText()).isEqualTo("DESTRUCTIVE");
        assertThat(written.get(0).get("arguments").get("path").asText()).isEqualTo("all/a.txt");
        assertThat(written.get(0).get("arguments").get("text").asText())
                .startsWith("password: [redacted]\nlong")
                .hasSizeLessThan(300);
        assertThat(server.cli("audit", "verify").exit()).isZero();
        assertThat(server.console()).doesNotContain("hunter2");
    }

    /** A root that is gone is told to operators until it is back, and to agents with what there is. */
    @Test
    public void whatADiskCannotGiveIsToldAndLeavesTheRestAlone() throws Exception {
        Path folder = Files.createDirectories(installation.data().resolve("odd"));
        Path gone = installation.data().resolve("gone");
        Files.writeString(folder.resolve("a.txt"), "inside");
        installation.setting(
                INSTANCE + "odd", Map.of("mcp.namespace", "odd", "roots", List.of("all=odd", "gone=" + gone)));
        await().until(() -> client().tools().contains("odd_read"));

        await().atMost(Duration.ofMinutes(1))
                .until(() -> server.page("/readyz").contains("the root gone (" + gone + "): the folder is missing"));
        assertThat(server.cli("status").out()).contains("the root gone (" + gone + "): the folder is missing");
        assertThat(client().call("odd_find", Map.of("pattern", "*.txt")).text())
                .contains("all/a.txt", "Left out: 1 entry that cannot be read ('gone').");
        Files.createDirectory(gone);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !server.page("/readyz").contains("the folder is missing"));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(server.console()).containsPattern("Ended: .*odd: the root gone"));
    }

    @Test
    public void clientsOfBothErasHearOfChangesOnDisk() throws Exception {
        Path file = Files.writeString(
                Files.createDirectories(installation.data().resolve("archive")).resolve("watched.txt"), "1");
        String uri = "files://archive/all/watched.txt";
        for (McpClient client : List.of(client(), McpClient.legacy(server.endpoint(), key))) {
            try (Subscription changes = client.changes(uri)) {
                Files.writeString(file, "changed");
                assertThat(changes.await("notifications/resources/updated")
                                .path("params")
                                .path("uri")
                                .asText())
                        .isEqualTo(uri);

                Path other = Files.createFile(file.resolveSibling("other.txt"));
                changes.await("notifications/resources/list_changed");
                Files.delete(other);
                changes.await("notifications/resources/list_changed");
            } finally {
                client.close();
                Files.writeString(file, "1");
            }
        }
    }

    private static ModernClient client() {
        return McpClient.modern(server.endpoint(), key);
    }

    private static void instance(String name, String namespace, String... writable) throws IOException {
        installation.setting(
                INSTANCE + name,
                Map.of("mcp.namespace", namespace, "roots", List.of("all=" + name), "writable", List.of(writable)));
    }

    /** The lines of the last call of a tool, once it is on record that it ended. */
    private static List<JsonNode> linesOfLastCall(String tool) throws IOException {
        await().until(() -> linesOf(tool).stream()
                .anyMatch(line -> line.path("outcome").asText().equals("ok")));
        List<JsonNode> lines = linesOf(tool);
        String call = lines.get(lines.size() - 1).get("callId").asText();
        return lines.stream()
                .filter(line -> line.path("callId").asText().equals(call))
                .toList();
    }

    private static List<JsonNode> linesOf(String tool) throws IOException {
        return Trail.of(installation).lines().stream()
                .filter(line -> line.path("target").asText().equals(tool))
                .toList();
    }
}
