package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** The second promise: what is put into the connectors' folder is seen and told within a second. */
@RunWith(Parameterized.class)
public class VisibleProofTest {

    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern TOOK = Pattern.compile("seen\\.jar deployed in (\\d+) ms");
    private static final int CHANGES = Proof.times(5, 150);
    private static final int LONGEST_PAUSE_MILLIS = 700;
    private static final String TOLD = "notifications/tools/list_changed";

    @Rule
    public final Timeout timeout = Timeout.seconds(Proof.times(240, 1_800));

    @Parameter
    public Jdk jdk;

    private final ConnectorJar jar = new ConnectorJar("seen");
    private final Random random = new Random(1);
    private Path prepared;
    private Path file;
    private int version;

    @Parameters(name = "{0}")
    public static Collection<Jdk> all() {
        return Jdk.all();
    }

    @Test
    public void aFileInPlaceIsListedAndToldWithinASecond() throws Exception {
        Installation installation = new Installation("visible");
        String key = installation.key("tester");
        prepared = installation.root().resolve("prepared.jar");
        file = installation.deploy().resolve("seen.jar");
        try (Server server = installation.start(jdk);
                ModernClient client = McpClient.modern(server.endpoint(), key);
                LegacyClient old = McpClient.legacy(server.endpoint(), key);
                Subscription modern = client.changes();
                Subscription legacy = old.changes()) {
            List<Subscription> listeners = List.of(modern, legacy);

            Measured moved = measure(client, listeners, this::move);
            Measured written = measure(client, listeners, this::write);

            // The last line follows what it is about.
            await().atMost(PATIENCE).until(() -> inside(server).count() == 2 * CHANGES);
            Proof.figures(
                    "visible, %s, %d changes, moved into place: in tools/list %s; %s",
                    jdk, CHANGES, moved.listed, moved.told());
            Proof.figures(
                    "visible, %s, %d changes, written in place: in tools/list %s; %s",
                    jdk, CHANGES, written.listed, written.told());
            Proof.figures("visible, %s, without the watch, from installing to published: %s", jdk, inside(server));
            if (Proof.isWhole()) {
                moved.holds();
                written.holds();
            }
        }
    }

    private Measured measure(ModernClient client, List<Subscription> listeners, Change change) throws Exception {
        Measured measured = new Measured(new Times(), new Times(), new Times());
        for (int i = 0; i < CHANGES; i++) {
            version++;
            String next = "Answers " + version + ".";
            Files.write(prepared, jar.tag("" + version).bytes());
            // The watch looks on its own, too: not always at the same moment of its pause.
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            long start = System.nanoTime();
            change.make();
            await(next)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> client.describes("seen_tag", next));
            measured.listed.add(System.nanoTime() - start);
            measured.modern.add(told(listeners.get(0), start));
            measured.legacy.add(told(listeners.get(1), start));
        }
        return measured;
    }

    private static long told(Subscription listener, long start) throws InterruptedException {
        long took = listener.arrival(TOLD).nanos() - start;
        assertThat(took).as("told once, of this change").isPositive();
        return took;
    }

    /** From the beginning of the installation to the publication, as the log has it. */
    private static Times inside(Server server) throws IOException {
        Times inside = new Times();
        TOOK.matcher(server.console())
                .results()
                .forEach(line -> inside.add(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(line.group(1)))));
        return inside;
    }

    private void move() throws IOException {
        Files.move(prepared, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void write() throws IOException {
        Files.write(file, Files.readAllBytes(prepared));
    }

    private interface Change {
        void make() throws IOException;
    }

    private record Measured(Times listed, Times modern, Times legacy) {

        String told() {
            return "list_changed in 2026-07-28 " + modern + "; in 2025-11-25 " + legacy;
        }

        void holds() {
            for (Times times : List.of(listed, modern, legacy)) {
                assertThat(times.percentile(99)).as(times.toString()).isLessThan(PROMISED);
            }
        }
    }
}
