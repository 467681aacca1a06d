package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** A connector that holds a port, so that no two versions of it can run at once. */
@RunWith(Parameterized.class)
public class StopFirstTest {

    private static final int VERSIONS = 5;

    @Rule
    public final Timeout timeout = Timeout.seconds(120);

    @Parameter
    public Jdk jdk;

    @Parameters(name = "{0}")
    public static Collection<Jdk> all() {
        return Jdk.all();
    }

    @Test
    public void callsWaitWhileItStopsAndStartsAndListsStayAsTheyAre() throws Exception {
        Installation installation = new Installation("stopfirst");
        String key = installation.key("tester");
        installation.operator();
        int port = Machine.freePort();
        holding(port, "0").into(installation.deploy(), "port.jar");
        byte[] broken = holding(port, "broken")
                .constructing("if (true) throw new IllegalStateException(\"no\");")
                .bytes();
        ExecutorService clients = Executors.newCachedThreadPool();
        AtomicBoolean done = new AtomicBoolean();
        try (Server server = installation.start(jdk);
                ModernClient client = McpClient.modern(server.endpoint(), key);
                Subscription changes = client.changes()) {
            List<Future<List<String>>> calling = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                int millis = caller * 30;
                ModernClient mine = McpClient.modern(server.endpoint(), key);
                calling.add(clients.submit(until(
                        done,
                        () -> mine.call("port_tag", Map.of("millis", millis)).text())));
            }
            try (LegacyClient old = McpClient.legacy(server.endpoint(), key)) {
                calling.add(
                        clients.submit(until(done, () -> old.call("port_tag").text())));
                Future<List<List<String>>> lists = clients.submit(until(done, client::tools));

                for (int version = 1; version <= VERSIONS; version++) {
                    ConnectorJar.place(broken, installation.deploy(), "port.jar");
                    awaitProblem(server, "IllegalStateException: no");
                    holding(port, "" + version).into(installation.deploy(), "port.jar");
                    awaitTag(client, "" + version);
                }
                done.set(true);

                for (Future<List<String>> tags : calling) {
                    assertThat(tags.get()).isNotEmpty().allMatch(tag -> tag.matches("[0-9]+"));
                    assertThat(tags.get().stream().map(Integer::valueOf)).isSorted();
                }
                assertThat(lists.get()).allMatch(List.of("port_tag")::equals);
            }
            for (int version = 1; version <= VERSIONS; version++) {
                JsonNode told = changes.await("notifications/tools/list_changed");
                assertThat(told).isNotNull();
            }
            assertThat(client.call("port_tag").text()).isEqualTo("" + VERSIONS);
            assertThat(server.cli("connectors", "list").out()).containsPattern("port.jar +serving");
        }
        clients.shutdown();
    }

    /** It takes its time, so that the gap is long. */
    private static ConnectorJar holding(int port, String tag) {
        return new ConnectorJar("port")
                .tag(tag)
                .header("Patchbay-Update", "stop-first")
                .constructing("Thread.sleep(200); System.getProperties().put(\"held\", new java.net.ServerSocket("
                        + port + ", 1, java.net.InetAddress.getLoopbackAddress()));")
                .deactivating("((java.net.ServerSocket) System.getProperties().remove(\"held\")).close();");
    }

    private static <T> Callable<List<T>> until(AtomicBoolean done, Callable<T> work) {
        return () -> {
            List<T> all = new ArrayList<>();
            while (!done.get()) {
                all.add(work.call());
            }
            return all;
        };
    }

    private static void awaitProblem(Server server, String problem) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(server.page("/readyz")).contains(problem));
    }

    private static void awaitTag(ModernClient client, String tag) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.call("port_tag").text().equals(tag));
    }
}
