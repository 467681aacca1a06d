package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** The first promise: connectors change under load, every second candidate is broken, and not one call fails. */
@RunWith(Parameterized.class)
public class SwapsProofTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 64;
    private static final int SWAPS = Proof.times(10, 100);
    private static final int CALLS = Proof.times(1_000, 10_000);

    @Rule
    public final Timeout timeout = Timeout.seconds(Proof.times(300, 1_800));

    @Parameter
    public Jdk jdk;

    @Parameters(name = "{0}")
    public static Collection<Jdk> all() {
        return Jdk.all();
    }

    @Test
    public void noCallFailsWhileVersionsComeHalfOfThemBroken() throws Exception {
        Installation installation = new Installation("swaps");
        String key = installation.key("tester");
        installation.operator();
        installation.setting("io.patchbay.deploy", Map.of("startSeconds", 10, "drainSeconds", 10));
        new ConnectorJar("taken").into(installation.deploy(), "taken.jar");
        ConnectorJar good = new ConnectorJar("busy");
        good.tag("0").into(installation.deploy(), "busy.jar");
        Map<String, byte[]> broken = Broken.candidates("busy", "taken");
        List<String> reasons = new ArrayList<>(broken.keySet());

        try (Server server = installation.start(jdk);
                TaggedCalls calls = new TaggedCalls(server.endpoint(), key, "busy_tag", CONNECTIONS)) {
            ModernClient client = McpClient.modern(server.endpoint(), key);
            int version = 0;
            while (version < SWAPS || calls.calls() < CALLS) {
                String reason = reasons.get(version % reasons.size());
                ConnectorJar.place(broken.get(reason), installation.deploy(), "busy.jar");
                await(reason)
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> server.page("/readyz").contains(reason));

                version++;
                String next = "Answers " + version + ".";
                calls.offered(version);
                good.tag("" + version).into(installation.deploy(), "busy.jar");
                await(next)
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> client.describes("busy_tag", next));
                calls.published(version);
                assertThat(calls.failures()).isEmpty();
            }
            calls.end();

            assertThat(calls.failures()).isEmpty();
            assertThat(server.console()).doesNotContain("still run after");
            assertThat(server.page("/metrics")).doesNotContain("patchbay_drains_exceeded_total");
            Proof.figures(
                    "swaps, %s: %d calls on %d connections of both eras during %d swaps and %d broken candidates of %d kinds: 0 failed, "
                            + "0 with a wrong tag, %d were under way at a swap; 0 over the drain limit, the last answer of an old version %d ms after the new one was seen",
                    jdk,
                    calls.calls(),
                    CONNECTIONS,
                    version,
                    version,
                    Math.min(version, reasons.size()),
                    calls.spanning(),
                    calls.longestDrainMillis());
        }
    }
}
