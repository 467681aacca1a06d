package io.patchbay.deploy.connector;

import static io.patchbay.deploy.connector.DeployFolder.connector;
import static io.patchbay.deploy.connector.DeployFolder.working;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.deploy.FaultyDisk;
import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.deploy.file.FileRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.osgi.framework.Bundle;
import sample.Broken;
import sample.Working;

/** The writes of a start, their order, and the state after an interrupted start. */
public class FirstLoadTest {

    @Rule
    public final DeployFolder folder = new DeployFolder();

    @Test
    public void writesNamesAfterAllPublicationsAndBeforeAcceptedVersions() throws Exception {
        put("a", "c");
        folder.put("b.jar", new byte[] {1, 2, 3});
        List<Boolean> journals = new ArrayList<>();
        folder.publisher.before = () -> journals.add(Files.exists(journal()));
        folder.publisher.writing = () -> journals.add(Files.exists(journal()));

        folder.load();

        assertThat(folder.publisher.written).containsExactly("a.jar", "c.jar");
        assertThat(journals).containsExactly(false, false, false);
        assertThat(kept("a.jar")).hasSize(1);
        assertThat(kept("c.jar")).hasSize(1);
    }

    @Test
    public void aStartAfterAKillProcessesTheSameFilesInTheSameOrder() throws Exception {
        put("b");
        folder.load();
        put("a", "c");
        Path before = folder.kept().resolveSibling("before");
        folder.publisher.before = () -> copy(journal(), before);
        folder.publisher.owners.clear();
        folder.load();
        List<String> order = List.copyOf(folder.publisher.owners);

        copy(before, journal()); // the state before the last publication
        folder.publisher.owners.clear();
        folder.load();

        assertThat(order).containsExactly("b.jar", "a.jar", "c.jar");
        assertThat(folder.publisher.owners).isEqualTo(order);
    }

    @Test
    public void startsConnectorsSideBySideAndPublishesThemInOrder() throws Exception {
        put("a", "b", "c", "d");
        List<String> startedBefore = new CopyOnWriteArrayList<>();
        boolean sideBySide = Runtime.getRuntime().availableProcessors() > 1;
        folder.publisher.before = () -> {
            if (sideBySide && startedBefore.isEmpty()) {
                await().until(() -> isActive("b")); // while a is being published
                startedBefore.add("b");
            }
        };

        folder.load();

        assertThat(startedBefore).isEqualTo(sideBySide ? List.of("b") : List.of());
        assertThat(folder.publisher.owners).containsExactly("a.jar", "b.jar", "c.jar", "d.jar");
    }

    @Test
    public void publishesTheNextFilesWhenOneFails() throws Exception {
        put("b", "d");
        folder.put("a.jar", new byte[] {1, 2, 3});
        folder.put(
                "c.jar",
                connector()
                        .component(Broken.class, "", DeployFolder.OFFERS_A_TOOL)
                        .bytes());

        folder.load();

        assertThat(folder.publisher.owners).containsExactly("b.jar", "d.jar");
        assertThat(folder.lines()).hasSize(2);
    }

    @Test
    public void refusesAPipeAndServesTheOthers() throws Exception {
        put("b", "c");
        Path pipe = folder.path().resolve("a.jar");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        folder.load();

        assertThat(folder.publisher.owners).containsExactly("b.jar", "c.jar");
        assertThat(folder.lines()).containsExactly("deploy/a.jar: the file is not a regular file");
    }

    @Test
    public void refusesAHugeManifestAndServesTheOthers() throws Exception {
        put("b");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
            zip.write("Manifest-Version: 1.0\r\nBundle-SymbolicName: b\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 300; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        folder.put("a.jar", bytes.toByteArray());

        folder.load();

        assertThat(folder.publisher.owners).containsExactly("b.jar");
        assertThat(folder.lines()).singleElement().asString().startsWith("deploy/a.jar: ");
    }

    @Test
    public void ofTwoFilesWithOneConnectorTheFirstServesAtEachStart() throws Exception {
        for (int start = 0; start < 5; start++) {
            folder.put(
                    "a.jar",
                    working("Bundle-SymbolicName", "same", "Bundle-Version", "1.0.0")
                            .bytes());
            folder.put(
                    "b.jar",
                    working("Bundle-SymbolicName", "same", "Bundle-Version", "2.0.0")
                            .bytes());

            folder.load();

            assertThat(folder.publisher.owners).containsExactly("a.jar");
            assertThat(folder.lines())
                    .singleElement()
                    .asString()
                    .startsWith("deploy/b.jar: the file is another version of");
            folder.publisher.owners.clear();
        }
    }

    @Test
    public void savesAnOperatorsChangeAtOnce() throws Exception {
        put("a", "b");
        List<Boolean> stopped = new ArrayList<>();
        folder.publisher.before = () -> {
            if (folder.publisher.published.containsKey("a.jar")) {
                stop("a.jar");
                stopped.add(recordOf("a.jar").stopped());
            }
        };

        folder.load();

        assertThat(stopped).containsExactly(true);
        assertThat(folder.view("a.jar").state()).isEqualTo(ConnectorView.State.STOPPED);
        assertThat(folder.view("b.jar").state()).isEqualTo(ConnectorView.State.SERVING);
    }

    @Test
    public void reportsProblemsBeforeTheLoadEnds() throws Exception {
        folder.put("a.jar", new byte[] {1, 2, 3});
        folder.put(
                "b.jar",
                connector()
                        .component(
                                Working.class,
                                "configuration-policy=\"require\" configuration-pid=\"my.pid\"",
                                DeployFolder.OFFERS_A_TOOL)
                        .bytes());
        put("c");
        List<String> told = new ArrayList<>();
        folder.publisher.before = () -> {
            if (folder.publisher.published.containsKey("b.jar")) {
                told.addAll(folder.lines());
            }
        };

        folder.load();

        assertThat(told).hasSize(2).isEqualTo(folder.lines());
        assertThat(told.get(0)).isEqualTo("deploy/a.jar: the file is not a jar");
        assertThat(told.get(1)).startsWith("deploy/b.jar: ").contains("waits for its settings my.pid.cfg.json");
    }

    @Test
    public void reportsAndRetriesAFailedSaveAtTheEnd() throws Exception {
        for (Exception failure : List.of(
                new IOException("No space left on device"),
                new UncheckedIOException(new IOException("Input/output error")))) {
            put("a", "b");
            folder.disk.fault = FaultyDisk.of("move", "journal", failure);

            folder.load();

            assertThat(folder.publisher.published).as("%s", failure).containsOnlyKeys("a.jar", "b.jar");
            await().until(() -> folder.lines().stream()
                            .filter(line -> line.contains("the server retries automatically"))
                            .count()
                    == 2);
            folder.disk.fault = FaultyDisk.NONE;
            folder.awaitHealed(() -> folder.lines().isEmpty());
            assertThat(kept("b.jar")).hasSize(1);
            Files.delete(journal());
        }
    }

    private void put(String... names) throws IOException {
        for (String name : names) {
            folder.put(name + ".jar", working("Bundle-SymbolicName", name).bytes());
        }
    }

    private boolean isActive(String symbolicName) {
        return Arrays.stream(folder.context().getBundles())
                .anyMatch(
                        bundle -> symbolicName.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE);
    }

    private void stop(String file) {
        try {
            folder.actions().stop(folder.actions().find(file));
        } catch (DeployException | IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Path journal() {
        return folder.kept().resolve("journal");
    }

    private List<String> kept(String file) {
        return recordOf(file).accepted();
    }

    private FileRecord recordOf(String file) {
        try {
            return AcceptedVersions.opened(folder.kept(), 4).recordOf(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
