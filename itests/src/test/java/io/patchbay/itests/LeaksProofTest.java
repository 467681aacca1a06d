package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** The third promise: versions, broken ones and whole files come and go, and nothing of them stays. */
@RunWith(Parameterized.class)
public class LeaksProofTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SWAPS = Proof.times(40, 1_000);
    /** After so many all that is filled once is filled. */
    private static final int SETTLED = Proof.times(20, 400);

    private static final int SHOWN = Proof.times(20, 200);

    /** In bytes: what live objects amount to is not the same at any two moments. */
    private static final long FAR_LESS_THAN_A_VERSION = 4_096;

    @Rule
    public final Timeout timeout = Timeout.seconds(Proof.times(300, 1_800));

    @Parameter
    public Jdk jdk;

    @Parameters(name = "{0}")
    public static Collection<Jdk> all() {
        return Jdk.all();
    }

    @Test
    public void nothingOfOldVersionsStays() throws Exception {
        Installation installation = new Installation("leaks");
        String key = installation.key("tester");
        installation.operator();
        ConnectorJar good = new ConnectorJar("many");
        ConnectorJar broken = new ConnectorJar("many")
                .constructing("if (true) throw new IllegalStateException(\"broken on purpose\");");
        good.tag("0").into(installation.deploy(), "many.jar");
        try (Server server = installation.start(jdk);
                ModernClient client = McpClient.modern(server.endpoint(), key);
                LegacyClient old = McpClient.legacy(server.endpoint(), key)) {
            await().atMost(PATIENCE).until(() -> client.describes("many_tag", "Answers 0."));
            String file = "many.jar";
            Footprint settled = Footprint.of(server, jdk);
            for (int version = 1; version <= SWAPS; version++) {
                if (version % 10 == 0) {
                    Files.delete(installation.deploy().resolve(file));
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> client.tools().isEmpty());
                    file = "many" + version + ".jar";
                } else if (version % 4 == 0) {
                    broken.tag("broken" + version).into(installation.deploy(), file);
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> server.page("/readyz").contains("broken on purpose"));
                }
                String next = "Answers " + version + ".";
                good.tag("" + version).into(installation.deploy(), file);
                await(next)
                        .atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> client.describes("many_tag", next));
                assertThat(client.call("many_tag").text()).isEqualTo("" + version);
                assertThat(old.call("many_tag", Map.of("millis", 1)).text()).isEqualTo("" + version);
                if (version % SHOWN == 0) {
                    Footprint now = Footprint.of(server, jdk);
                    Proof.figures("leaks, %s, after %d swaps: %s", jdk, version, now);
                    settled = version == SETTLED ? now : settled;
                }
            }
            Footprint before = settled;
            await().atMost(PATIENCE).untilAsserted(() -> holds(Footprint.of(server, jdk), before));
        }
    }

    private static void holds(Footprint now, Footprint before) {
        long swaps = (long) SWAPS - SETTLED;
        assertThat(now.loaders()).as("class loaders: %s", now).isLessThanOrEqualTo(before.loaders() + 2);
        assertThat(now.threads()).as("threads: %s", now).isLessThanOrEqualTo(before.threads() + 5);
        assertThat(now.handles()).as("handles: %s", now).isLessThanOrEqualTo(before.handles() + 5);
        assertThat(now.accepted()).as("accepted files: %s", now).isLessThanOrEqualTo(5);
        assertThat(now.cached()).as("cached files: %s", now).isLessThanOrEqualTo(before.cached() + 5);
        if (Proof.isWhole()) {
            assertThat(now.metaspace() - before.metaspace())
                    .as("metaspace: %s", now)
                    .isLessThan(swaps * FAR_LESS_THAN_A_VERSION);
            assertThat(now.heap() - before.heap()).as("heap: %s", now).isLessThan(swaps * FAR_LESS_THAN_A_VERSION);
        }
    }
}
