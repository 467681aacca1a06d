package io.patchbay.deploy.connector;

import static io.patchbay.deploy.connector.DeployFolder.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.deploy.bundle.JarContent;
import io.patchbay.deploy.watch.Settling;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Files that appear, move and disappear while connectors serve. */
public class ConnectorFilesTest {

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
}
