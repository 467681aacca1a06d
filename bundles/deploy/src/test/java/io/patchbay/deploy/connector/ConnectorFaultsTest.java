package io.patchbay.deploy.connector;

import static io.patchbay.deploy.connector.DeployFolder.working;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.deploy.FaultyDisk;
import io.patchbay.deploy.LogLines;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.deploy.watch.Settling;
import io.patchbay.spi.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.junit.Rule;
import org.junit.Test;

/** Faults of one file and of the machine: their effects, their reports and the automatic retries. */
public class ConnectorFaultsTest {

    private static final List<Exception> FAILURES = List.of(
            new UncheckedIOException(new IOException("Input/output error")),
            new IllegalStateException("a fault nobody thought of"),
            new FileSystemException("b.jar", null, "Too many open files"),
            new AccessDeniedException("b.jar"));

    @Rule
    public final DeployFolder folder = new DeployFolder();

    @Rule
    public final LogLines log = new LogLines();

    @Test
    public void aFailingFileDoesNotStopOthersAtAStart() throws Exception {
        putThree();
        for (String operation : List.of("look", "read")) {
            for (Exception failure : FAILURES) {
                folder.disk.fault = FaultyDisk.of(operation, "b.jar", failure);

                folder.load();

                assertThat(folder.publisher.published)
                        .as("%s %s", operation, failure)
                        .containsOnlyKeys("a.jar", "c.jar");
                assertThat(folder.lines())
                        .singleElement()
                        .asString()
                        .startsWith("deploy/b.jar: ")
                        .endsWith("the server retries automatically")
                        .doesNotContain("java.");
                folder.disk.fault = FaultyDisk.NONE;
                folder.awaitHealed(() -> folder.publisher.published.containsKey("b.jar"));
                folder.awaitHealed(() -> folder.lines().isEmpty());
                Files.delete(folder.kept().resolve("journal"));
            }
        }
    }

    @Test
    public void aFailingFileDoesNotStopOthersInALaterScan() throws Exception {
        folder.load();
        for (Exception failure : FAILURES) {
            folder.disk.fault = FaultyDisk.of("look", "b.jar", failure);
            putThree();

            folder.connectors().changed(new Settling.Changes(Set.of("a.jar", "b.jar", "c.jar"), Set.of()));

            await().until(() -> folder.publisher.published.keySet().equals(Set.of("a.jar", "c.jar"))
                    && folder.lines().size() == 1);
            folder.disk.fault = FaultyDisk.NONE;
            folder.awaitHealed(() -> folder.publisher.published.containsKey("b.jar"));
            folder.awaitHealed(() -> folder.lines().isEmpty());
            for (String file : List.of("a.jar", "b.jar", "c.jar")) {
                folder.delete(file);
                folder.awaitGone(file);
            }
        }
    }

    @Test
    public void aFileThatCannotBeRefusedDoesNotStopOthers() throws Exception {
        putThree();
        folder.put("b.jar", new byte[] {1, 2, 3});
        folder.counters.reportTo(Optional.of(new BrokenMetrics()));

        folder.load();

        assertThat(folder.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("deploy/"));
        folder.counters.reportTo(Optional.empty());
        folder.awaitHealed(() -> folder.publisher.published.keySet().equals(Set.of("a.jar", "c.jar")));
        folder.awaitHealed(() -> folder.lines().equals(List.of("deploy/b.jar: the file is not a jar")));
    }

    @Test
    public void aFileThatCannotBeRetiredDoesNotStopOthers() throws Exception {
        putThree();
        folder.load();
        folder.publisher.retiring = owner -> {
            if (owner.equals("b.jar")) {
                throw new IllegalStateException("not now");
            }
        };

        for (String file : List.of("a.jar", "b.jar", "c.jar")) {
            Files.delete(folder.path().resolve(file));
        }
        folder.connectors().changed(new Settling.Changes(Set.of(), Set.of("a.jar", "b.jar", "c.jar")));

        await().until(() -> folder.publisher.published.keySet().equals(Set.of("b.jar")));
        folder.publisher.retiring = owner -> {};
        folder.awaitHealed(() -> folder.publisher.published.isEmpty()
                && folder.connectors().deployments().isEmpty());
    }

    @Test
    public void keepsServingAnUnreadableFileAndDeploysItOnceReadable() throws Exception {
        folder.put("a.jar", DeployFolder.version(1));
        folder.load();
        folder.disk.fault = FaultyDisk.of("read", "a.jar", new AccessDeniedException("/d/a.jar"));

        folder.change("a.jar", DeployFolder.version(2));

        await().until(() -> !folder.lines().isEmpty());
        assertThat(folder.number("a.jar")).isEqualTo("1.0.0");
        String line = folder.lines().get(0);
        assertThat(line)
                .startsWith(
                        "deploy/a.jar: the file cannot be read: permission denied: /d/a.jar; the server retries automatically; ")
                .endsWith("keeps serving");
        folder.disk.fault = FaultyDisk.NONE;
        folder.awaitHealed(() -> folder.number("a.jar").equals("2.0.0"));
        folder.awaitHealed(() -> folder.lines().isEmpty());
        assertThat(log.lines())
                .contains("WARN " + line)
                .contains(
                        "INFO Resolved: deploy/a.jar: the file cannot be read: permission denied: /d/a.jar; the server retries automatically");
    }

    @Test
    public void doesNotRemoveAFileThatCannotBeAccessed() throws Exception {
        folder.put("a.jar", DeployFolder.version(1));
        folder.load();

        folder.disk.fault = FaultyDisk.of("look", "a.jar", new FileSystemException("a.jar", null, "Stale file handle"));
        folder.connectors().changed(new Settling.Changes(Set.of(), Set.of("a.jar")));
        await().until(() -> !folder.lines().isEmpty());
        folder.disk.fault = FaultyDisk.NONE;
        folder.awaitHealed(() -> folder.lines().isEmpty());

        assertThat(folder.publisher.owners).containsExactly("a.jar");
        assertThat(folder.publisher.published).containsKey("a.jar");
    }

    @Test
    public void removesNothingWhileTheFolderIsMissing() throws Exception {
        folder.put("a.jar", DeployFolder.version(1));
        folder.put("b.jar", new byte[] {1, 2, 3});
        folder.load();
        Files.move(folder.path(), folder.path().resolveSibling("elsewhere"));

        folder.connectors().changed(new Settling.Changes(Set.of(), Set.of("a.jar", "b.jar")));
        await().until(() -> folder.lines().stream()
                        .filter(line -> line.contains("cannot be accessed"))
                        .count()
                == 2);
        Files.move(folder.path().resolveSibling("elsewhere"), folder.path());

        folder.awaitHealed(() -> folder.lines().equals(List.of("deploy/b.jar: the file is not a jar")));
        assertThat(folder.publisher.owners).containsExactly("a.jar");
    }

    @Test
    public void retriesToKeepAVersion() throws Exception {
        folder.load();
        folder.disk.fault = (operation, file) -> {
            if (operation.equals("write") && file.startsWith(folder.disk.path(folder.kept()))) {
                throw new IOException("No space left on device");
            }
        };

        folder.change("a.jar", DeployFolder.version(1));

        await().until(() -> !folder.lines().isEmpty());
        folder.actions().stop(folder.actions().find("a.jar"));
        folder.actions().start(folder.actions().find("a.jar"));
        assertThat(folder.lines())
                .containsExactly(
                        "deploy/a.jar: the version serves, but cannot be kept for the next start: No space left on device; the server retries automatically",
                        "deploy/a.jar: the state of the file cannot be kept for the next start: No space left on device; the server retries automatically");
        folder.disk.fault = FaultyDisk.NONE;
        folder.awaitHealed(() -> folder.lines().isEmpty());
        assertThat(AcceptedVersions.opened(folder.kept(), 4).lastGood("a.jar")).hasValue(DeployFolder.version(1));
        whatIsStoppedMeanwhileIsKeptToo();
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("INFO Resolved: deploy/a.jar: "))
                .hasSize(4);
    }

    private void whatIsStoppedMeanwhileIsKeptToo() throws Exception {
        folder.disk.fault = (operation, file) -> {
            if (operation.equals("write") && file.startsWith(folder.disk.path(folder.kept()))) {
                throw new IOException("No space left on device");
            }
        };
        folder.change("a.jar", DeployFolder.version(2));
        folder.awaitVersion("a.jar", 2);
        await().until(() -> !folder.lines().isEmpty());
        folder.actions().stop(folder.actions().find("a.jar"));
        folder.disk.fault = FaultyDisk.NONE;
        folder.awaitHealed(() -> folder.lines().isEmpty());
        assertThat(AcceptedVersions.opened(folder.kept(), 4).lastGood("a.jar")).hasValue(DeployFolder.version(2));
    }

    @Test
    public void keepsOperatorsChangesWhenTheJournalCannotBeRead() throws Exception {
        folder.put("a.jar", DeployFolder.version(1));
        folder.load();
        folder.actions().stop(folder.actions().find("a.jar"));
        folder.disk.fault =
                FaultyDisk.of("read", "journal", new FileSystemException("journal", null, "Input/output error"));

        assertThatThrownBy(folder::load).isInstanceOf(IOException.class);
        folder.disk.fault = FaultyDisk.NONE;
        folder.load();

        assertThat(folder.view("a.jar").state()).isEqualTo(ConnectorView.State.STOPPED);
    }

    @Test
    public void aRenamedFileKeepsServingInAnyOrderOfNames() throws Exception {
        folder.put("0.jar", DeployFolder.version(1));
        folder.load();
        long bundle = folder.publisher.published.get("0.jar");

        for (int i = 1; i <= 20; i++) {
            Files.move(folder.path().resolve(i - 1 + ".jar"), folder.path().resolve(i + ".jar"));
            String now = i + ".jar";
            folder.connectors().changed(new Settling.Changes(Set.of(now), Set.of(i - 1 + ".jar")));
            await().until(() -> folder.publisher.published.containsKey(now)
                    && folder.lines().isEmpty());
            assertThat(folder.publisher.published).containsExactly(Map.entry(now, bundle));
        }
    }

    @Test
    public void logsEachResolvedProblem() throws Exception {
        folder.put("a.jar", new byte[] {1, 2, 3});
        folder.put("b.jar", new byte[] {1, 2, 3});
        folder.put(
                "c.jar",
                DeployFolder.connector()
                        .component(
                                sample.Working.class,
                                "configuration-policy=\"require\" configuration-pid=\"my.pid\"",
                                DeployFolder.OFFERS_A_TOOL)
                        .bytes());
        folder.load();

        folder.delete("a.jar");
        folder.awaitGone("a.jar");
        folder.change("b.jar", working("Bundle-SymbolicName", "b").bytes());
        folder.awaitView("b.jar", view -> view.state() == ConnectorView.State.SERVING);
        folder.configure("my.pid", Map.of("x", "y"));
        folder.connectors().retryRecoverable();
        folder.awaitHealed(() -> folder.lines().isEmpty());
        folder.awaitHealed(
                () -> log.lines().stream().anyMatch(line -> line.startsWith("INFO Resolved: deploy/c.jar: ")));

        assertThat(log.lines())
                .contains(
                        "INFO Resolved: deploy/a.jar: the file is not a jar",
                        "INFO Resolved: deploy/b.jar: the file is not a jar")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("INFO deploy/c.jar: ")
                        .contains("waits for its settings my.pid.cfg.json"));
    }

    @Test
    public void reportsNoFailuresWhileTheServerStops() throws Exception {
        folder.load();
        folder.change("kept.jar", working("Bundle-SymbolicName", "kept").bytes());
        folder.awaitView("kept.jar", view -> view.state() == ConnectorView.State.SERVING);
        folder.stopping.set(true);
        folder.breakKept();
        folder.actions().stop(folder.actions().find("kept.jar"));
        folder.publisher.failure = "The catalog has been closed meanwhile";

        folder.change("a.jar", DeployFolder.version(1));
        folder.change("b.jar", new byte[] {1, 2, 3});

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("deploy")));
        assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN") || line.startsWith("ERROR"));
    }

    private void putThree() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            folder.put(name + ".jar", working("Bundle-SymbolicName", name).bytes());
        }
    }

    /** Metrics that always fail. */
    private static final class BrokenMetrics implements Metrics {

        @Override
        public Counter counter(String name, String help, String... labels) {
            throw new IllegalStateException("no counter");
        }

        @Override
        public Timer timer(String name, String help, String... labels) {
            throw new IllegalStateException("no timer");
        }

        @Override
        public AutoCloseable gauge(String name, String help, DoubleSupplier value) {
            throw new AssertionError(name);
        }

        @Override
        public AutoCloseable gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
            throw new AssertionError(name);
        }
    }
}
