package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Every way to lose a right while calls, tasks and streams run on the real distribution, and what operators see of what runs. */
public class RevocationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<String, ?> LONG = Map.of("name", "slow_tag", "arguments", Map.of("millis", 120_000));

    private static Installation installation;
    private static Server server;
    private static int keys;

    private final List<CompletableFuture<Answer>> calls = new ArrayList<>();
    private String id;
    private String key;

    @Rule
    public final Timeout timeout = Timeout.seconds(60);

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        installation = new Installation("revocation");
        installation.setting("io.patchbay.identity", Installation.ANYBODY);
        installation.allowWrites("slow_*");
        installation.deploy("conformance");
        new ConnectorJar("slow").writing().into(installation.deploy(), "slow.jar");
        List<Jdk> all = Jdk.all();
        server = installation.start(all.get(all.size() - 1));
    }

    @AfterClass
    public static void stop() {
        server.close();
    }

    @Before
    public void key() throws IOException {
        id = "key-" + ++keys;
        key = installation.key(id);
        // the key is known, and what the test before took away is allowed again
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !McpClient.modern(server.endpoint(), key)
                        .request("tools/call", Map.of("name", "slow_tag", "arguments", Map.of("millis", 0)))
                        .failed());
    }

    /** A call of each era, a task that runs and one that waits for its client; returns once all are there. */
    private void begin() throws Exception {
        call(McpClient.modern(server.endpoint(), key));
        call(McpClient.legacy(server.endpoint(), key));
        ModernClient tasks = McpClient.modern(server.endpoint(), key).takingTasks();
        tasks.answering("elicitation/create", asked -> asked);
        tasks.once("tools/call", Map.of("name", "slow_compute", "arguments", Map.of("seconds", 3600)));
        tasks.once("tools/call", Map.of("name", "confirm_delete", "arguments", Map.of("filename", "a.txt")));
        await().atMost(PATIENCE).until(() -> open().size() == 4);
    }

    private void call(McpClient client) {
        calls.add(CompletableFuture.supplyAsync(() -> {
            try {
                return client.request("tools/call", LONG);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
    }

    /** What runs with the key, as the server tells the command: over the control channel, without a process for each look. */
    private List<JsonNode> open() throws IOException {
        List<JsonNode> open = new ArrayList<>();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            channel.write(ByteBuffer.wrap(
                    "{\"command\":\"calls list\",\"arguments\":{}}\n".getBytes(StandardCharsets.UTF_8)));
            BufferedReader answer = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            new ObjectMapper().readTree(answer.readLine()).get("calls").forEach(open::add);
        }
        open.removeIf(call -> !call.get("key").asText().equals(id));
        return open;
    }

    /** Where the path of the data folder is too long for a socket, a file in it names another place. */
    private static Path socket() throws IOException {
        Path named = installation.data().resolve("admin.path");
        return Files.exists(named)
                ? Path.of(Files.readString(named).strip())
                : installation.data().resolve("admin.sock");
    }

    private void allStop(String... codes) throws Exception {
        for (CompletableFuture<Answer> call : calls) {
            Answer answer = call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.error().get("message").asText()).startsWith("This call was stopped");
            assertThat(answer.error().get("data").get("code").asText()).isIn((Object[]) codes);
        }
        await().atMost(PATIENCE).until(() -> open().isEmpty());
        await().atMost(PATIENCE).until(() -> stopped(codes).size() == 4);
        assertThat(stopped(codes))
                .extracting(line -> line.get("target").asText())
                .containsExactlyInAnyOrder("slow_tag", "slow_tag", "slow_compute", "confirm_delete");
    }

    private void onlyWritesStop() throws Exception {
        for (CompletableFuture<Answer> call : calls) {
            assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .error()
                            .get("data")
                            .get("code")
                            .asText())
                    .isEqualTo("not_allowed");
        }
        await().atMost(PATIENCE).until(() -> stopped("not_allowed").size() == 2);
        assertThat(open())
                .extracting(call -> call.get("name").asText())
                .containsExactlyInAnyOrder("slow_compute", "confirm_delete");
    }

    /** The calls of the key that the trail says were stopped. */
    private List<JsonNode> stopped(String... codes) throws IOException {
        return Trail.of(installation).lines().stream()
                .filter(line -> line.path("outcome").asText().equals("cancelled")
                        && line.path("caller").asText().equals(id)
                        && List.of(codes).contains(line.path("code").asText()))
                .toList();
    }

    private Path file() {
        return installation.config().resolve("io.patchbay.identity.key~" + id + ".cfg.json");
    }

    private void edit(String from, String to) throws IOException {
        String text = Files.readString(file());
        assertThat(text).contains(from);
        Files.writeString(file(), text.replace(from, to));
    }

    @Test
    public void revokingAKeyStopsWhatRuns() throws Exception {
        begin();

        assertThat(server.cli("key", "revoke", id).exit()).isZero();

        allStop("credential_revoked");
    }

    @Test
    public void removingTheFileOfAKeyStopsWhatRuns() throws Exception {
        begin();

        Files.delete(file());

        allStop("credential_revoked");
    }

    @Test
    public void aNewSecretStopsWhatRunsWithTheOldOne() throws Exception {
        begin();

        Files.writeString(file(), Files.readString(file()).replaceFirst("[0-9a-f]{64}", "0".repeat(64)));

        allStop("credential_revoked");
    }

    @Test
    public void anExpiredKeyStopsWhatRuns() throws Exception {
        begin();

        edit(
                "\"name\":",
                "\"expires\": \"" + Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS) + "\", \"name\":");

        // the trail says that it expired where the key had an end when the call began
        allStop("credential_expired", "credential_revoked");
    }

    @Test
    public void aNarrowerKeyStopsWhatItNoLongerCovers() throws Exception {
        begin();

        edit("\"name\":", "\"tools\": [\"clock_*\"], \"name\":");

        allStop("scope_lost");
    }

    @Test
    public void anEffectThatIsTakenAwayStopsWritesAlone() throws Exception {
        begin();

        edit("\"write\"", "\"propose\"");

        onlyWritesStop();
        server.cli("calls", "cancel", "--key", id);
        await().atMost(PATIENCE).until(() -> open().isEmpty());
    }

    @Test
    public void aWriteRuleThatIsTakenAwayStopsWritesAlone() throws Exception {
        begin();

        installation.allowWrites("other_*");

        onlyWritesStop();

        Installation.Cli cancelled = server.cli("calls", "cancel", "--key", id);
        assertThat(cancelled.out()).contains("Cancelled 2 calls").contains("slow_compute");
        await().atMost(PATIENCE).until(() -> open().isEmpty());
        installation.allowWrites("slow_*");
    }

    @Test
    public void theRulesFileThatIsRemovedStopsWrites() throws Exception {
        call(McpClient.modern(server.endpoint(), key));
        await().atMost(PATIENCE).until(() -> open().size() == 1);

        Files.delete(installation.config().resolve("io.patchbay.policy.cfg.json"));

        assertThat(calls.get(0)
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .error()
                        .get("message")
                        .asText())
                .contains("stopped");
        installation.allowWrites("slow_*");
    }

    @Test
    public void anonymousCallersThatAreShutOutAreStopped() throws Exception {
        id = "anonymous";
        calls.add(CompletableFuture.supplyAsync(() -> {
            try {
                return McpClient.modern(server.endpoint(), "").request("tools/call", LONG);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
        await().atMost(PATIENCE).until(() -> open().size() == 1);

        installation.setting("io.patchbay.identity", Map.of("anonymous", false));

        assertThat(calls.get(0)
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .error()
                        .get("data")
                        .get("code")
                        .asText())
                .isEqualTo("credential_revoked");
        installation.setting("io.patchbay.identity", Installation.ANYBODY);
    }

    @Test
    public void operatorsCancelOneCall() throws Exception {
        call(McpClient.legacy(server.endpoint(), key));
        await().atMost(PATIENCE).until(() -> open().size() == 1);
        JsonNode running = open().get(0);
        assertThat(running.get("name").asText()).isEqualTo("slow_tag");
        assertThat(running.get("kind").asText()).isEqualTo("call");
        assertThat(running.get("state").asText()).isEqualTo("running");
        assertThat(server.cli("calls", "list").out())
                .contains("CALL")
                .contains(running.get("callId").asText());

        Installation.Cli cancelled =
                server.cli("calls", "cancel", running.get("callId").asText());

        assertThat(cancelled.exit()).isZero();
        assertThat(cancelled.out()).contains("Cancelled 1 call");
        assertThat(calls.get(0)
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .error()
                        .get("data")
                        .get("code")
                        .asText())
                .isEqualTo("cancelled_by_operator");
        assertThat(Trail.of(installation).lines())
                .anyMatch(line -> line.path("method").asText().equals("admin/calls cancel")
                        && line.toString().contains(running.get("callId").asText()));
        Installation.Cli gone =
                server.cli("calls", "cancel", running.get("callId").asText());
        assertThat(gone.exit()).isEqualTo(1);
        assertThat(gone.err()).contains("No call with the id");
        assertThat(server.cli("calls", "cancel").exit()).isEqualTo(2);
    }

    @Test
    public void anAttemptAtAKeyThatExistsIsToldApartFromStrangers() throws Exception {
        for (int i = 0; i < 400; i++) {
            McpClient.modern(server.endpoint(), "stranger-" + i + ":wrong").once("tools/list", Map.of());
        }
        McpClient.modern(server.endpoint(), id + ":wrong").once("tools/list", Map.of());

        await().atMost(PATIENCE)
                .until(() -> refused().stream()
                        .anyMatch(line -> line.path("credential").asText().equals(id)));
        assertThat(refused().size()).as("lines of strangers").isLessThan(20);
    }

    private static List<JsonNode> refused() throws IOException {
        return Trail.of(installation).lines().stream()
                .filter(line -> line.path("kind").asText().equals("refused"))
                .toList();
    }
}
