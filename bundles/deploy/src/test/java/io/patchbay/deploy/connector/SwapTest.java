package io.patchbay.deploy.connector;

import static io.patchbay.deploy.connector.DeployFolder.OFFERS_A_TOOL;
import static io.patchbay.deploy.connector.DeployFolder.connector;
import static io.patchbay.deploy.connector.DeployFolder.version;
import static io.patchbay.deploy.connector.DeployFolder.working;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.deploy.bundle.JarContent;
import io.patchbay.deploy.watch.Settling;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.Rule;
import org.junit.Test;
import org.osgi.framework.Bundle;
import sample.Broken;
import sample.Hanging;
import sample.Working;

/** Changes of connectors' files while the connectors serve. */
public class SwapTest {

    @Rule
    public final DeployFolder folder = new DeployFolder();

    @Test
    public void deploysAnAddedFile() throws Exception {
        folder.load();

        folder.change("a.jar", version(1));

        folder.awaitVersion("a.jar", 1);
        assertThat(folder.lines()).isEmpty();
    }

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
    public void reportsUnexpectedFailures() throws Exception {
        folder.put("a.jar", version(1));
        folder.signatures.set(null);

        folder.load();

        assertThat(folder.view("a.jar").state()).isEqualTo(ConnectorView.State.REFUSED);
        assertThat(folder.lines())
                .singleElement()
                .asString()
                .contains("could not be deployed: internal error, see the log for details");
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
    public void removesADeletedConnector() throws Exception {
        folder.put("a.jar", version(1));
        folder.load();
        Bundle bundle = folder.bundle("a.jar");

        folder.delete("a.jar");

        folder.awaitGone("a.jar");
        assertThat(folder.publisher.published).isEmpty();
        await().until(() -> bundle.getState() != Bundle.ACTIVE);
    }

    @Test
    public void keepsServingUnderANewFileName() throws Exception {
        folder.put("a.jar", version(1));
        folder.load();
        Bundle bundle = folder.bundle("a.jar");

        Files.move(folder.path().resolve("a.jar"), folder.path().resolve("b c\n.jar"));
        folder.change("b c\n.jar", version(1));

        folder.awaitView("b c\n.jar", view -> view.state() == ConnectorView.State.SERVING);
        assertThat(folder.bundle("b c\n.jar")).isEqualTo(bundle);
        assertThat(folder.publisher.published).hasSize(1);
        assertThat(folder.view("b c\n.jar").file()).isEqualTo("b c\\n.jar");
    }

    @Test
    public void deploysAVersionInANewFileOnceTheOldFileIsDeleted() throws Exception {
        folder.put("a-1.jar", version(1));
        folder.load();

        folder.change("a-2.jar", version(2));
        folder.awaitView(
                "a-2.jar",
                view -> view.problems().stream()
                        .anyMatch(line -> line.contains("another version of") && line.contains("a-1.jar")));
        folder.delete("a-1.jar");

        folder.awaitVersion("a-2.jar", 2);
        folder.awaitGone("a-1.jar");
        assertThat(folder.publisher.owners).containsExactly("a-1.jar", "a-2.jar");
    }

    @Test
    public void reportsADuplicate() throws Exception {
        folder.put("a.jar", version(1));
        folder.load();

        folder.change("b.jar", version(1));

        folder.awaitView(
                "b.jar",
                view -> view.problems()
                        .contains(
                                "deploy/b.jar: the file is the same as a.jar, which serves. To serve this file, remove a.jar"));
        folder.delete("b.jar");
        folder.awaitGone("b.jar");
        assertThat(folder.view("a.jar").state()).isEqualTo(ConnectorView.State.SERVING);
    }

    @Test
    public void aFirstVersionMayWaitForItsSettings() throws Exception {
        folder.load();
        folder.change("a.jar", configured(1));
        folder.awaitView(
                "a.jar",
                view -> view.problems().stream()
                        .anyMatch(line -> line.contains("waits for its settings my.pid.cfg.json")));

        folder.configure("my.pid", Map.of("x", "y"));
        await().untilAsserted(() -> assertThat(folder.lines()).isEmpty());

        folder.unconfigure("my.pid");
        await().untilAsserted(() -> assertThat(folder.lines())
                .singleElement()
                .asString()
                .contains("waits for its settings my.pid.cfg.json"));
    }

    @Test
    public void namesTheServiceThatAConnectorWaitsFor() throws Exception {
        folder.load();

        folder.change(
                "a.jar",
                connector()
                        .component(
                                Working.class,
                                "",
                                OFFERS_A_TOOL + "<reference name=\"other\" interface=\"java.util.function.Supplier\"/>")
                        .bytes());

        folder.awaitView(
                "a.jar",
                view -> view.problems().stream()
                        .anyMatch(line -> line.contains(
                                "Working waits for the service java.util.function.Supplier, which no bundle offers")));
    }

    @Test
    public void aNextVersionMustNotWaitForWhatTheOldOneDidNotNeed() throws Exception {
        folder.put("a.jar", version(1));
        folder.load();

        folder.change("a.jar", configured(2));

        folder.awaitView(
                "a.jar",
                view -> view.problems().stream()
                        .anyMatch(line -> line.contains("waits for its settings my.pid.cfg.json")
                                && line.endsWith("keeps serving")));
        folder.configure("my.pid", Map.of("x", "y"));
        folder.connectors().retryRecoverable();
        folder.awaitVersion("a.jar", 2);
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
    public void reportsTheServicesThatConnectorsNeedFromEachOther() throws Exception {
        folder.load();

        folder.change("a.jar", needs("java.util.function.Supplier", "java.util.function.Consumer", "a"));
        folder.change("b.jar", needs("java.util.function.Consumer", "java.util.function.Supplier", "b"));

        folder.awaitView(
                "a.jar",
                view -> view.problems().stream()
                        .anyMatch(line -> line.contains("waits for the service java.util.function.Consumer")));
        folder.awaitView(
                "b.jar",
                view -> view.problems().stream()
                        .anyMatch(line -> line.contains("waits for the service java.util.function.Supplier")));
    }

    @Test
    public void servesOnceAMissingServiceIsRegistered() throws Exception {
        folder.load();
        folder.change("a.jar", needs("io.patchbay.api.Tool", "java.util.function.Supplier", "a"));
        folder.awaitView("a.jar", view -> !view.problems().isEmpty());

        folder.context()
                .registerService("java.util.function.Supplier", (java.util.function.Supplier<String>) () -> "", null);

        await().untilAsserted(() -> assertThat(folder.lines()).isEmpty());
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
    public void doesNotReadAJarThatIsTooLarge() throws Exception {
        folder.load();
        folder.change("a.jar", version(1));
        folder.awaitVersion("a.jar", 1);

        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.path().resolve("a.jar").toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        folder.connectors().changed(new Settling.Changes(Set.of("a.jar"), Set.of()));

        folder.awaitView(
                "a.jar", view -> view.problems().stream().anyMatch(line -> line.contains("the limit for a connector")));
        assertThat(folder.number("a.jar")).isEqualTo("1.0.0");
    }

    @Test
    public void aLargeFileTakesAllMemorySharesAndASmallOneTakesNone() throws Exception {
        folder.put("small.jar", version(1));
        folder.put("large.jar", new byte[0]);
        try (RandomAccessFile large =
                new RandomAccessFile(folder.path().resolve("large.jar").toFile(), "rw")) {
            large.setLength(1L << 32);
        }

        assertThat(JarContent.memoryShares(folder.path().resolve("small.jar"))).isZero();
        assertThat(JarContent.memoryShares(folder.path().resolve("large.jar"))).isEqualTo(JarContent.MEMORY_SHARES);
        assertThat(JarContent.memoryShares(folder.path().resolve("none.jar"))).isZero();
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

    @Test
    public void aHangingConnectorDoesNotDelayOthers() throws Exception {
        folder.load();
        folder.change(
                "a.jar",
                connector()
                        .component(Hanging.class, "immediate=\"true\"", OFFERS_A_TOOL)
                        .bytes());

        folder.change("b.jar", working("Bundle-SymbolicName", "b").bytes());

        folder.awaitView("b.jar", view -> view.state() == ConnectorView.State.SERVING);
        assertThat(folder.connectors().deployments().get(0).view().state()).isEqualTo(ConnectorView.State.STARTING);
    }

    private static byte[] configured(int number) {
        return connector("Bundle-Version", number + ".0.0")
                .component(
                        Working.class, "configuration-policy=\"require\" configuration-pid=\"my.pid\"", OFFERS_A_TOOL)
                .bytes();
    }

    private static byte[] needs(String offers, String needs, String name) {
        return connector("Bundle-SymbolicName", name)
                .component(
                        Working.class,
                        "",
                        "<service><provide interface=\"" + offers + "\"/></service><reference name=\"r\" interface=\""
                                + needs + "\"/>")
                .bytes();
    }
}
