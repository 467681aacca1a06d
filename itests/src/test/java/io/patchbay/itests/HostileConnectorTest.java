package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** A connector that does all the harm it can, in the running server: another connector's calls go on meanwhile, in both eras. */
@RunWith(Parameterized.class)
public final class HostileConnectorTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int CALLS = 20;
    /** More than carry virtual threads. */
    private static final int LOOPS = Runtime.getRuntime().availableProcessors() + 2;

    @Rule
    public final Timeout timeout = Timeout.seconds(240);

    @Parameter
    public Jdk jdk;

    private final ExecutorService background = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    });
    private Installation installation;
    private Server server;
    private String key;

    @Parameters(name = "{0}")
    public static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @Before
    public void start() throws IOException, InterruptedException {
        installation = new Installation("hostile");
        key = installation.key("all");
        installation.operator();
        installation.setting("io.patchbay.protocol", Map.of("callTimeoutSeconds", 6, "maxStuckCallsPerConnector", 4));
        installation.setting("io.patchbay.http", Map.of("port", 0, "stopTimeoutSeconds", 5));
        installation.deploy("hostile");
        installation.deploy("clock");
        server = installation.start(jdk);
    }

    @After
    public void stop() {
        background.shutdownNow();
        server.close();
    }

    private McpClient client(boolean modern) throws IOException, InterruptedException {
        return modern ? McpClient.modern(server.endpoint(), key) : McpClient.legacy(server.endpoint(), key);
    }

    private List<Future<Answer>> start(String method, Map<String, ?> params, int calls) {
        List<Future<Answer>> started = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            started.add(background.submit(() -> client(true).request(method, params)));
        }
        return started;
    }

    /** Calls of the other connector, in both eras, complete. */
    private void othersGoOn() throws IOException, InterruptedException {
        for (boolean modern : new boolean[] {true, false}) {
            McpClient client = client(modern);
            for (int i = 0; i < CALLS; i++) {
                Answer answer = client.call("clock_current_time");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.failed()).isFalse();
            }
            assertThat(client.tools()).contains("clock_current_time");
        }
    }

    private String page(String path) throws IOException, InterruptedException {
        return server.page(path);
    }

    @Test
    public void callsThatLoopOrBlockForEver() throws Exception {
        List<Future<Answer>> hanging = new ArrayList<>(start("tools/call", Map.of("name", "hostile_loop"), LOOPS));
        hanging.addAll(start("tools/call", Map.of("name", "hostile_block"), LOOPS));
        hanging.addAll(start("resources/read", Map.of("uri", "hostile://things/1"), 1));
        hanging.addAll(start("prompts/get", Map.of("name", "hostile_hang", "arguments", Map.of("what", "x")), 1));
        hanging.addAll(start(
                "completion/complete",
                Map.of(
                        "ref", Map.of("type", "ref/resource", "uri", "hostile://things/{id}"),
                        "argument", Map.of("name", "id", "value", "")),
                1));

        othersGoOn();
        for (Future<Answer> each : hanging) {
            assertThat(each.get().status()).as("it is answered all the same").isEqualTo(200);
        }
        await().atMost(LONG).until(() -> page("/readyz").contains("were ended but still run"));
        assertThat(page("/metrics"))
                .containsPattern("patchbay_connector_runaway_calls\\{connector=\"[^\"]*hostile[^\"]*\"} [1-9]");
        Answer refused = client(true).call("hostile_throw_null");
        assertThat(code(refused)).isEqualTo("connector_busy");
        othersGoOn();
        assertThat(server.stop()).as("it stops nevertheless").isBetween(0, 143);
    }

    @Test
    public void whateverItThrowsAndHoweverMuchItAnswers() throws Exception {
        for (String tool : List.of(
                "throw_exception",
                "throw_error",
                "throw_linkage",
                "throw_null",
                "overflow",
                "huge_text",
                "huge_structured",
                "many_contents",
                "deep",
                "cyclic",
                "flood_questions",
                "leak_threads")) {
            for (boolean modern : new boolean[] {true, false}) {
                Answer answer = client(modern).call("hostile_" + tool);

                assertThat(answer.status()).as(tool).isEqualTo(200);
                assertThat(answer.messages().toString()).as(tool).doesNotContain("canary", "Exception");
            }
            assertThat(client(true).call("clock_current_time").failed())
                    .as("after " + tool)
                    .isFalse();
        }
        othersGoOn();
    }

    @Test
    public void whateverItTellsOfItself() throws Exception {
        for (boolean modern : new boolean[] {true, false}) {
            McpClient client = client(modern);
            List<Future<Answer>> floods = new ArrayList<>();
            floods.add(background.submit(() -> client.request(
                    "tools/call", Map.of("name", "hostile_flood_progress", "_meta", Map.of("progressToken", "p")))));
            floods.add(background.submit(() -> client.call("hostile_flood_logs")));

            othersGoOn();
            for (Future<Answer> flood : floods) {
                flood.cancel(true); // its own stream may be cut off
            }
        }
        othersGoOn();
    }

    @Test
    public void allMemoryTakenAndGivenBack() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(client(true).call("hostile_exhaust").status()).isEqualTo(200);
        }

        othersGoOn();
        assertThat(page("/readyz")).contains("\"ready\":true");
    }

    @Test
    public void listsThatHangAndAFloodOfChanges() throws Exception {
        try (Subscription changes = client(true).changes("hostile://things/1")) {
            assertThat(client(true).call("hostile_flood_changes").failed()).isFalse();
            changes.await("notifications/tools/list_changed");
            othersGoOn();

            assertThat(client(true).call("hostile_hang_lists").failed()).isFalse();
            List<Future<Answer>> lists = start("resources/list", Map.of(), 3);
            othersGoOn();
            for (Future<Answer> list : lists) {
                assertThat(list.get().status()).isEqualTo(200);
            }
            await().atMost(LONG).until(() -> page("/readyz").contains("does not answer requests for its lists"));
            assertThat(client(false).call("hostile_release").text())
                    .as("the last good list stays")
                    .isEqualTo("released");
        }
    }

    private static String code(Answer answer) {
        return answer.result().path("_meta").path("io.patchbay/code").asText();
    }
}
