package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ShippedTest {

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
        Files.createDirectories(layout.home().resolve("config"));
        Files.createDirectories(layout.home().resolve("deploy"));
        shipped = layout.home().resolve("deploy").resolve("clock.jar");
        copy = layout.deploy().resolve("clock.jar");
        Files.writeString(shipped, "one");
    }

    @Test
    public void copiesWhatIsNew() {
        assertThat(new Shipped(layout).copy()).isEmpty();

        assertThat(copy).hasContent("one");
    }

    @Test
    public void bringsANewVersionOfWhatNobodyChanged() throws IOException {
        new Shipped(layout).copy();
        Files.writeString(shipped, "two");

        assertThat(new Shipped(layout).copy()).containsExactly("Updated " + copy);

        assertThat(copy).hasContent("two");
    }

    @Test
    public void leavesDeletedWhatAnOperatorDeleted() throws IOException {
        new Shipped(layout).copy();
        Files.delete(copy);
        new Shipped(layout).copy();
        Files.writeString(shipped, "two");
        new Shipped(layout).copy();

        assertThat(copy).doesNotExist();
    }

    @Test
    public void putsANewVersionBesideWhatAnOperatorChangedAndOnlyOnce() throws IOException {
        new Shipped(layout).copy();
        Files.writeString(copy, "mine");
        assertThat(new Shipped(layout).copy()).isEmpty();
        Files.writeString(shipped, "two");

        List<String> notes = new Shipped(layout).copy();
        List<String> later = new Shipped(layout).copy();

        assertThat(copy).hasContent("mine");
        assertThat(copy.resolveSibling("clock.jar.new")).hasContent("two");
        assertThat(notes).singleElement().asString().contains("Kept your");
        assertThat(later).isEmpty();
    }

    @Test
    public void neverOverwritesAFileThatStoodThereBefore() throws IOException {
        Files.writeString(copy, "mine");

        new Shipped(layout).copy();

        assertThat(copy).hasContent("mine");
        assertThat(copy.resolveSibling("clock.jar.new")).hasContent("one");
    }

    @Test
    public void leavesItsOwnFoldersAlone() throws IOException {
        Layout inPlace = new Layout(layout.home(), layout.home().resolve("config"), layout.home().resolve("deploy"), layout.data());

        new Shipped(inPlace).copy();

        assertThat(shipped).hasContent("one");
        assertThat(shipped.resolveSibling("clock.jar.new")).doesNotExist();
    }
}
