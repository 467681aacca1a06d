package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ShippedTest {

    private static final Set<String> BOTH = Set.of("config", "deploy");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Layout layout;
    private Path shipped;
    private Path copy;

    @Before
    public void folders() throws IOException {
        Path root = temporary.getRoot().toPath();
        layout = new Layout(root.resolve("home"), root.resolve("config"), root.resolve("deploy"), root.resolve("data"));
        layout.create();
        Files.createDirectories(layout.shipped().resolve("config"));
        Files.createDirectories(layout.shipped().resolve("deploy"));
        shipped = layout.shipped().resolve("deploy").resolve("clock.jar");
        copy = layout.deploy().resolve("clock.jar");
        Files.writeString(shipped, "one");
    }

    @Test
    public void copiesNewFiles() {
        assertThat(new Shipped(layout).copy(BOTH)).isEmpty();

        assertThat(copy).hasContent("one");
    }

    @Test
    public void updatesFilesThatWereNotChanged() throws IOException {
        new Shipped(layout).copy(BOTH);
        Files.writeString(shipped, "two");

        assertThat(new Shipped(layout).copy(BOTH)).containsExactly("Updated " + copy);

        assertThat(copy).hasContent("two");
    }

    @Test
    public void doesNotRestoreDeletedFiles() throws IOException {
        new Shipped(layout).copy(BOTH);
        Files.delete(copy);
        new Shipped(layout).copy(BOTH);
        Files.writeString(shipped, "two");
        new Shipped(layout).copy(BOTH);

        assertThat(copy).doesNotExist();
    }

    @Test
    public void writesANewVersionBesideAChangedFileOnce() throws IOException {
        new Shipped(layout).copy(BOTH);
        Files.writeString(copy, "mine");
        assertThat(new Shipped(layout).copy(BOTH)).isEmpty();
        Files.writeString(shipped, "two");

        List<String> notes = new Shipped(layout).copy(BOTH);
        List<String> later = new Shipped(layout).copy(BOTH);

        assertThat(copy).hasContent("mine");
        assertThat(copy.resolveSibling("clock.jar.new")).hasContent("two");
        assertThat(notes).singleElement().asString().contains("Your changed file", "was kept");
        assertThat(later).isEmpty();
    }

    @Test
    public void neverOverwritesAnExistingFile() throws IOException {
        Files.writeString(copy, "mine");

        new Shipped(layout).copy(BOTH);

        assertThat(copy).hasContent("mine");
        assertThat(copy.resolveSibling("clock.jar.new")).hasContent("one");
    }

    @Test
    public void copiesOnlyIntoTheGivenFolders() throws IOException {
        Files.writeString(layout.shipped().resolve("config").resolve("a.cfg.json"), "{}");

        new Shipped(layout).copy(Set.of("config"));

        assertThat(layout.config().resolve("a.cfg.json")).exists();
        assertThat(copy).doesNotExist();
    }

    @Test
    public void copiesAgainIntoANewFolder() throws IOException {
        new Shipped(layout).copy(BOTH);
        Files.delete(copy);
        Shipped later = new Shipped(layout);

        later.forget("deploy");
        later.copy(BOTH);

        assertThat(copy).hasContent("one");
    }

    @Test
    public void aFileThatCannotBeCopiedDoesNotStopTheOthers() throws IOException {
        Files.createDirectory(layout.deploy().resolve(".clock.jar.tmp"));
        Files.writeString(layout.deploy().resolve(".clock.jar.tmp").resolve("in the way"), "");
        Files.writeString(layout.shipped().resolve("deploy").resolve("files.jar"), "files");

        Shipped copying = new Shipped(layout);
        List<String> notes = copying.copy(BOTH);

        assertThat(copying.isComplete()).isFalse();
        assertThat(layout.deploy().resolve("files.jar")).hasContent("files");
        assertThat(notes)
                .singleElement()
                .asString()
                .contains("The shipped file " + copy + " cannot be copied", "The server tries again");
        Files.delete(layout.deploy().resolve(".clock.jar.tmp").resolve("in the way"));
        Files.delete(layout.deploy().resolve(".clock.jar.tmp"));
        copying.copy(BOTH);
        assertThat(copying.isComplete()).isTrue();
        assertThat(copy).hasContent("one");
    }

    @Test
    public void reportsActionsWithoutExecutingThem() throws IOException {
        new Shipped(layout).copy(BOTH);
        Files.writeString(shipped, "two");

        assertThat(new Shipped(layout).actions("deploy"))
                .containsExactly(Map.entry(shipped, Shipped.FileAction.UPDATE));

        assertThat(copy).hasContent("one");
    }
}
