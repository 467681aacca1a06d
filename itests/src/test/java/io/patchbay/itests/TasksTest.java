package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.AfterParam;
import org.junit.runners.Parameterized.BeforeParam;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Tasks of the running distribution, beyond what the official suite looks at. */
@RunWith(Parameterized.class)
public class TasksTest {

    private static Server server;
    private static String alice;
    private static String bob;

    @Rule
    public final Timeout timeout = Timeout.seconds(60);

    @Parameter
    public Jdk jdk;

    @Parameters(name = "{0}")
    public static Collection<Object[]> all() {
        return Jdk.all().stream().map(jdk -> new Object[] {jdk}).toList();
    }

    @BeforeParam
    public static void start(Jdk jdk) throws IOException, InterruptedException {
        server = started(jdk);
    }

    @AfterParam
    public static void stop() {
        server.close();
    }

    private static Server started(Jdk jdk) throws IOException, InterruptedException {
        Installation installation = new Installation("tasks");
        alice = installation.key("alice");
        bob = installation.key("bob");
        installation.deploy("conformance");
        return installation.start(jdk);
    }

    private static ModernClient client(Server server, String key) {
        return McpClient.modern(server.endpoint(), key).takingTasks();
    }

    private static String begin(ModernClient client, String tool, Map<String, ?> arguments)
            throws IOException, InterruptedException {
        JsonNode created = client.once("tools/call", Map.of("name", tool, "arguments", arguments))
                .result();
        assertThat(created.path("resultType").asText()).as("%s", created).isEqualTo("task");
        return created.get("taskId").asText();
    }

    private static JsonNode get(ModernClient client, String id) throws IOException, InterruptedException {
        return client.once("tasks/get", Map.of("taskId", id)).result();
    }

    private static JsonNode awaitStatus(ModernClient client, String id, String status)
            throws IOException, InterruptedException {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(client, id).get("status").asText().equals(status));
        return get(client, id);
    }

    @Test
    public void aTaskIsLookedAtOnTheConnectionThatMadeIt() throws IOException {
        try (RawStream connection = new RawStream(server.endpoint())) {
            JsonNode created = connection
                    .whole(
                            headers("tools/call", "slow_compute"),
                            message("tools/call", "\"name\":\"slow_compute\",\"arguments\":{\"seconds\":3600}"))
                    .get("result");
            String id = created.get("taskId").asText();

            JsonNode seen = connection
                    .whole(headers("tasks/get", id), message("tasks/get", "\"taskId\":\"" + id + "\""))
                    .get("result");
            connection.whole(headers("tasks/cancel", id), message("tasks/cancel", "\"taskId\":\"" + id + "\""));
            JsonNode last = connection
                    .whole(headers("tasks/get", id), message("tasks/get", "\"taskId\":\"" + id + "\""))
                    .get("result");

            assertThat(seen.get("status").asText()).isEqualTo("working");
            assertThat(last.get("status").asText()).isEqualTo("cancelled");
        }
    }

    private static String headers(String method, String name) {
        return "Authorization: Bearer " + alice + "\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: " + method
                + "\r\nMcp-Name: " + name + "\r\n";
    }

    private static String message(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params
                + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}}}}";
    }

    @Test
    public void itIsToldOnAListenStreamAndOnRecordFromItsBeginningToItsEnd() throws IOException, InterruptedException {
        ModernClient client = client(server, alice);
        client.answering("elicitation/create", asked -> asked);
        String id = begin(client, "confirm_delete", Map.of("filename", "a.txt"));
        awaitStatus(client, id, "input_required");
        try (Subscription changes = client.listen(Map.of("taskIds", List.of(id)))) {
            client.once(
                    "tasks/update",
                    Map.of(
                            "taskId",
                            id,
                            "inputResponses",
                            Map.of("confirmation", Map.of("action", "accept", "content", Map.of("confirm", true)))));

            JsonNode end = changes.await(
                    message -> message.path("params").path("status").asText().equals("completed"), "end of the task");
            assertThat(end.get("method").asText()).isEqualTo("notifications/tasks");
            assertThat(end.toString()).contains("Deleted a.txt.");
        }
        Trail trail = Trail.of(server.installation());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> lines(trail, "confirm_delete").size() == 2);
        List<JsonNode> lines = lines(trail, "confirm_delete");
        assertThat(lines).extracting(line -> line.get("kind").asText()).containsExactly("intent", "outcome");
        assertThat(server.cli("audit", "verify").exit()).isZero();
    }

    /** The lines of the one call of a tool. */
    private static List<JsonNode> lines(Trail trail, String tool) throws IOException {
        return trail.lines().stream()
                .filter(line -> line.path("target").toString().contains(tool))
                .toList();
    }

    @Test
    public void nobodyElseFindsIt() throws IOException, InterruptedException {
        ModernClient client = client(server, alice);
        String id = begin(client, "slow_compute", Map.of("seconds", 3600));

        for (String method : List.of("tasks/get", "tasks/cancel")) {
            Answer answer = client(server, bob).once(method, Map.of("taskId", id));
            assertThat(answer.error().get("code").asInt()).isEqualTo(-32602);
        }

        assertThat(get(client, id).get("status").asText()).isEqualTo("working");
        client.once("tasks/cancel", Map.of("taskId", id));
    }

    @Test
    public void itOutlivesItsConnector() throws IOException, InterruptedException {
        try (Server own = started(jdk)) {
            ModernClient client = client(own, alice);
            String id = begin(client, "slow_compute", Map.of("seconds", 3, "label", "all of it"));

            try (Stream<Path> deployed = Files.list(own.installation().deploy())) {
                for (Path jar : deployed.toList()) {
                    Files.delete(jar);
                }
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> client.once("tools/list", Map.of())
                            .result()
                            .get("tools")
                            .isEmpty());

            assertThat(awaitStatus(client, id, "completed").toString()).contains("Computed all of it in 3 s.");
        }
    }

    @Test
    public void aServerThatStopsEndsItOnRecordAndInTime() throws IOException, InterruptedException {
        Server own = started(jdk);
        begin(client(own, alice), "slow_compute", Map.of("seconds", 3600));

        own.stop();

        List<JsonNode> lines = lines(Trail.of(own.installation()), "slow_compute");
        assertThat(lines).extracting(line -> line.get("kind").asText()).containsExactly("intent", "outcome");
        assertThat(lines.get(1).get("outcome").toString()).containsIgnoringCase("error");
    }
}
