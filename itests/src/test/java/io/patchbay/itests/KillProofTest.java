package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** The fourth promise: a server that is killed at any moment of a deployment comes up with the last good set. */
@RunWith(Parameterized.class)
public class KillProofTest {

    private static final int ROUNDS = Proof.times(4, 40);
    private static final int LONGEST_RUN_MILLIS = 1_500;
    private static final int LONGEST_START_MILLIS = 2_500;

    @Rule
    public final Timeout timeout = Timeout.seconds(Proof.times(300, 1_800));

    @Parameter
    public Jdk jdk;

    private Installation installation;
    private String key;
    private List<Churn> churns = List.of();
    /** How often a broken file was in the place of what had to serve. */
    private int fallenBack;

    @Parameters(name = "{0}")
    public static Collection<Jdk> all() {
        return Jdk.all();
    }

    @Before
    public void install() throws IOException {
        installation = new Installation("kill");
        key = installation.key("tester");
    }

    @Test
    public void comesUpWithTheLastGoodSetWhereverItWasKilled() throws Exception {
        Random random = new Random(jdk.version());
        churns = List.of(
                new Churn(installation, "comes", true, random.nextLong()),
                new Churn(installation, "stays", false, random.nextLong()));
        for (Churn churn : churns) {
            churn.good();
        }
        new ConnectorJar("thief").namespace("stays").tag("stolen").into(installation.deploy(), "thief.jar");
        int starts = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (Server server = start()) {
                List<Thread> working =
                        List.of(churns.get(0).start(), churns.get(1).start(), calls(server));
                Thread.sleep(random.nextInt(LONGEST_RUN_MILLIS));
                server.kill();
                churns.forEach(Churn::end);
                for (Thread each : working) {
                    each.join();
                }
            }
            if (random.nextBoolean()) {
                starts++;
                killWhileItStarts(random.nextInt(LONGEST_START_MILLIS));
            }
        }
        start().close();

        Proof.figures(
                "kill, %s: %d kills during %d changes of two files, %d kills during a start: each next start had the last good set, "
                        + "%d times in the place of a broken file; names, journal and audit trail whole",
                jdk, ROUNDS, churns.stream().mapToInt(Churn::changes).sum(), starts, fallenBack);
    }

    /** Starts, and holds what serves then against what has to. */
    private Server start() throws Exception {
        List<Optional<String>> expected = new ArrayList<>();
        for (Churn churn : churns) {
            churn.accepted().isWhole();
            expected.add(churn.expected());
            fallenBack += churn.isBroken() ? 1 : 0;
        }
        Server server = installation.start(jdk);
        try (ModernClient client = McpClient.modern(server.endpoint(), key)) {
            for (int i = 0; i < churns.size(); i++) {
                holds(client, churns.get(i).name() + "_tag", expected.get(i), server.console());
            }
        }
        assertThat(server.cli("audit", "verify").exit()).as(server.console()).isZero();
        return server;
    }

    private static void holds(ModernClient client, String tool, Optional<String> tag, String console)
            throws IOException, InterruptedException {
        assertThat(client.tools().contains(tool))
                .as(tool + " of " + tag + ":\n" + console)
                .isEqualTo(tag.isPresent());
        if (tag.isPresent()) {
            assertThat(client.call(tool).text()).as(console).isEqualTo(tag.get());
        }
    }

    /** Calls keep the audit trail busy. */
    private Thread calls(Server server) {
        Thread calling = new Thread(() -> {
            try (ModernClient client = McpClient.modern(server.endpoint(), key)) {
                while (true) {
                    client.call("stays_tag");
                }
            } catch (IOException | InterruptedException e) {
                // The server is gone.
            }
        });
        calling.start();
        return calling;
    }

    private void killWhileItStarts(int millis) throws IOException, InterruptedException {
        Process starting = installation
                .process(jdk, "run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        starting.waitFor(millis, TimeUnit.MILLISECONDS);
        starting.destroyForcibly().waitFor();
    }
}
