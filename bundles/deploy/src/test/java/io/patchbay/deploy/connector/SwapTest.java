package io.patchbay.deploy.connector;

import static io.patchbay.deploy.connector.DeployFolder.OFFERS_A_TOOL;
import static io.patchbay.deploy.connector.DeployFolder.connector;
import static io.patchbay.deploy.connector.DeployFolder.version;
import static io.patchbay.deploy.connector.DeployFolder.working;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.Rule;
import org.junit.Test;
import org.osgi.framework.Bundle;
import sample.Broken;
import sample.Hanging;
import sample.Working;

/** A version replaces another while it serves. */
public class SwapTest {

    @Rule
    public final DeployFolder folder = new DeployFolder();

    @Test
    public void replacesAndStopsTheOldVersion() throws Exception {
        folder.put("a.jar", version(1));
        folder.load();
        Bundle old = folder.bundle("a.jar");
        CompletableFuture<Void> calls = new CompletableFuture<>();
        folder.publisher.drained = calls;

        folder.change("a.jar", version(2));
        folder.awaitVersion("a.jar", 2);

        assertThat(folder.bundle("a.jar")).isNotEqualTo(old);
        assertThat(old.getState()).as("while its calls run").isEqualTo(Bundle.ACTIVE);
        calls.complete(null);
        await().until(() -> old.getState() == Bundle.RESOLVED);
        assertThat(old.getVersion().getMajor()).as("at hand").isEqualTo(1);
    }

    @Test
    public void stopsTheOldVersionWhileCallsStillRun() throws Exception {
        folder.put("a.jar", version(1));
        folder.load();
        Bundle old = folder.bundle("a.jar");
        folder.publisher.drained = new CompletableFuture<>();
        folder.longestDrain.set(Duration.ZERO);

        folder.change("a.jar", version(2));

        folder.awaitVersion("a.jar", 2);
        await().until(() -> old.getState() == Bundle.RESOLVED);
    }

    @Test
    public void keepsTheOldVersionWhenTheNewOneFails() throws Exception {
        folder.put("a.jar", version(1));
        folder.load();
        Bundle old = folder.bundle("a.jar");
        folder.longestStart.set(Duration.ofSeconds(3));
        Map<String, byte[]> broken = Map.ofEntries(
                Map.entry("is not a jar", new byte[] {1}),
                Map.entry("is not a complete jar", Arrays.copyOf(version(2), 300)),
                Map.entry("exports packages", working("Export-Package", "x").bytes()),
                Map.entry(
                        "no such host",
                        connector().component(Broken.class, "", OFFERS_A_TOOL).bytes()),
                Map.entry(
                        "did not start within",
                        connector()
                                .component(Hanging.class, "immediate=\"true\"", OFFERS_A_TOOL)
                                .bytes()),
                Map.entry(
                        "but this server has",
                        working("Import-Package", "io.patchbay.api;version=\"[7,8)\"")
                                .bytes()),
                Map.entry(
                        "which connectors must not",
                        working("Import-Package", "io.patchbay.api,some.library")
                                .bytes()),
                Map.entry(
                        "needs Java 99, but this server runs on Java",
                        working("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")
                                .bytes()),
                Map.entry("offers nothing", connector().bytes()),
                Map.entry(
                        "cannot be read",
                        connector("Service-Component", "OSGI-INF/none.xml").bytes()),
                Map.entry(
                        "its class sample.Working is not in the jar",
                        connector()
                                .component(Working.class, "", OFFERS_A_TOOL)
                                .without(Working.class)
                                .bytes()));

        for (Map.Entry<String, byte[]> candidate : broken.entrySet()) {
            folder.change("a.jar", candidate.getValue());

            folder.awaitView(
                    "a.jar", view -> view.problems().stream().anyMatch(line -> line.contains(candidate.getKey())));
            assertThat(folder.lines())
                    .singleElement()
                    .asString()
                    .startsWith("deploy/a.jar: ")
                    .endsWith("keeps serving")
                    .doesNotContain("\n");
            assertThat(folder.bundle("a.jar")).isEqualTo(old);
            assertThat(old.getState()).isEqualTo(Bundle.ACTIVE);
        }

        folder.change("a.jar", version(2));
        folder.awaitVersion("a.jar", 2);
        assertThat(folder.lines()).isEmpty();
    }

    @Test
    public void keepsTheOldVersionWhenTheCatalogRefusesTheNewOne() throws Exception {
        folder.put("a.jar", version(1));
        folder.load();
        Bundle old = folder.bundle("a.jar");
        folder.publisher.failure = "no schema";

        folder.change("a.jar", version(2));

        folder.awaitView("a.jar", view -> view.problems().stream().anyMatch(line -> line.contains("no schema")));
        assertThat(folder.bundle("a.jar")).isEqualTo(old);
    }

    @Test
    public void servesAVersionPublishedAtTheLastMoment() throws Exception {
        folder.put("a.jar", version(1));
        folder.load();
        folder.longestStart.set(Duration.ofSeconds(3));
        folder.publisher.before = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // Simulates that the missing service is registered at the same moment.
                Thread.interrupted();
            }
        };

        folder.change("a.jar", version(2));

        folder.awaitVersion("a.jar", 2);
        assertThat(folder.bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    public void doesNothingForTheSameContent() throws Exception {
        folder.put("a.jar", version(1));
        folder.load();
        Bundle old = folder.bundle("a.jar");

        folder.change("a.jar", version(1));
        folder.change("b.jar", working("Bundle-SymbolicName", "b").bytes());
        folder.awaitView("b.jar", view -> view.state() == ConnectorView.State.SERVING);

        assertThat(folder.bundle("a.jar")).isEqualTo(old);
        assertThat(folder.publisher.owners).containsExactly("a.jar", "b.jar");
    }

    @Test
    public void startsWithTheLastGoodVersions() throws Exception {
        folder.load();
        folder.change("a.jar", version(1));
        folder.awaitVersion("a.jar", 1);
        folder.change("a.jar", version(2));
        folder.awaitVersion("a.jar", 2);

        Files.write(folder.path().resolve("a.jar"), new byte[] {'P', 'K', 3, 4});
        folder.load();

        assertThat(folder.number("a.jar")).isEqualTo("2.0.0");
        assertThat(folder.lines()).singleElement().asString().contains("is not a complete jar");
    }

    @Test
    public void deploysAnOlderVersionLikeANewerOne() throws Exception {
        folder.put("a.jar", version(5));
        folder.load();

        folder.change("a.jar", version(2));

        folder.awaitVersion("a.jar", 2);
    }

    @Test
    public void servesAVersionThatCannotBeKept() throws Exception {
        folder.load();
        folder.breakKept();

        folder.change("a.jar", version(1));

        folder.awaitView(
                "a.jar",
                view -> view.problems().stream().anyMatch(line -> line.contains("cannot be kept for the next start")));
        assertThat(folder.publisher.published).containsKey("a.jar");
    }

    @Test
    public void usesFewSlotsForManyVersions() throws Exception {
        folder.load();
        for (int version = 1; version <= 20; version++) {
            folder.change(
                    version % 2 == 0 ? "a.jar" : "b.jar",
                    working("Bundle-SymbolicName", version % 2 == 0 ? "a" : "b", "Bundle-Version", version + "")
                            .bytes());
            folder.awaitVersion(version % 2 == 0 ? "a.jar" : "b.jar", version);
        }

        assertThat(Arrays.stream(folder.context().getBundles())
                        .filter(bundle -> bundle.getLocation().startsWith("deploy:"))
                        .count())
                .isLessThanOrEqualTo(8);
    }
}
