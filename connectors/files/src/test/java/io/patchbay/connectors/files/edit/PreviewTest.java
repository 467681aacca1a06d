package io.patchbay.connectors.files.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Change;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.Desk;
import io.patchbay.connectors.files.tool.DeskTest;
import io.patchbay.connectors.files.tree.TemporaryNames;
import io.patchbay.testing.ConnectorHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What a person sees who decides over a write; after each test, that nothing on disk was touched. */
public class PreviewTest {

    @Rule
    public final Place place = new Place();

    private ConnectorHarness server;
    private Map<Path, FileTime> before;

    @Before
    public void open() throws IOException {
        place.file("a.txt", "one\ntwo\nthree\n");
        place.file("a.bin", new byte[] {0, 1});
        place.file("folder/b/c.txt", "c");
        Files.createDirectory(place.root.resolve("empty"));
        Files.createFile(place.root.resolve(TemporaryNames.unknown().name()));
        server = ConnectorHarness.inNamespace("files", new Desk(place.writable()).tools.toArray());
        before = times();
    }

    @After
    public void nothingWasTouched() throws IOException {
        server.close();
        assertThat(times()).isEqualTo(before);
    }

    @Test
    public void ofAWriteIsADifference() throws Exception {
        Change change = server.preview("files_write", Map.of("path", "docs/a.txt", "text", "one\n2\nthree\n"));

        assertThat(change.summary()).isEqualTo("Changes docs/a.txt from 14 to 12 bytes.");
        assertThat(change.before()).contains("one\ntwo\nthree\n");
        assertThat(change.after()).contains("one\n2\nthree\n");
        assertThat(change.difference())
                .contains("--- docs/a.txt\n+++ docs/a.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n");
    }

    @Test
    public void ofAnEditIsADifference() throws Exception {
        Change change =
                server.preview("files_edit", Map.of("path", "docs/a.txt", "edits", DeskTest.edits("three", "3")));

        assertThat(change.difference().orElseThrow()).contains("-three\n+3\n");
    }

    @Test
    public void ofANewFileIsAllOfIt() throws Exception {
        for (String tool : List.of("files_create", "files_write")) {
            Change change = server.preview(tool, Map.of("path", "docs/new.txt", "text", "x\n"));

            assertThat(change.before()).isEmpty();
            assertThat(change.difference()).contains("--- /dev/null\n+++ docs/new.txt\n@@ -0,0 +1 @@\n+x\n");
        }
    }

    @Test
    public void ofWhatIsNotTextSaysHowLargeItIs() throws Exception {
        Change change = server.preview("files_write", Map.of("path", "docs/a.bin", "base64", "AAEC"));

        assertThat(change.summary()).isEqualTo("Changes docs/a.bin from 2 to 3 bytes.");
        assertThat(change.before()).contains("(2 bytes, not shown)");
        assertThat(change.difference()).isEmpty();
    }

    @Test
    public void ofAMoveSaysWhereAndWhatItReplaces() throws Exception {
        Change plain = server.preview("files_move", Map.of("from", "docs/folder", "to", "more/folder"));
        Change over = server.preview("files_move", Map.of("from", "docs/a.bin", "to", "docs/a.txt", "overwrite", true));

        assertThat(plain.summary()).isEqualTo("Moves the folder docs/folder to more/folder.");
        assertThat(plain.difference()).contains("rename from docs/folder\nrename to more/folder");
        assertThat(over.summary()).isEqualTo("Moves the file docs/a.bin to docs/a.txt, replacing a file of 14 bytes.");
        assertThat(over.before().orElseThrow()).contains("one\ntwo");
    }

    @Test
    public void ofADeletionSaysAllThatGoes() throws Exception {
        assertThat(server.preview("files_delete", Map.of("path", "docs/a.txt"))
                        .difference()
                        .orElseThrow())
                .contains("-one\n-two\n-three\n");
        assertThat(server.preview("files_delete", Map.of("path", "docs/empty")).summary())
                .isEqualTo("Deletes the empty folder docs/empty.");

        Change change = server.preview("files_delete", Map.of("path", "docs/folder", "recursive", true));

        assertThat(change.summary()).isEqualTo("Deletes docs/folder and the 2 files and folders in it.");
        assertThat(change.before()).contains("docs/folder\ndocs/folder/b\ndocs/folder/b/c.txt");
        assertThat(change.after()).isEmpty();
    }

    @Test
    public void ofNewFoldersSaysWhich() throws Exception {
        assertThat(server.preview("files_make_folder", Map.of("path", "docs/folder/x/y"))
                        .after())
                .contains("docs/folder/x\ndocs/folder/x/y");
        assertThat(server.preview("files_make_folder", Map.of("path", "docs/folder"))
                        .summary())
                .startsWith("Changes nothing");
    }

    @Test
    public void ofWhatWouldFailSaysWhy() {
        assertThatThrownBy(() -> server.preview("files_create", Map.of("path", "docs/a.txt", "text", "")))
                .hasMessageContaining("already");
        assertThatThrownBy(() -> server.preview(
                        "files_edit", Map.of("path", "docs/a.txt", "edits", DeskTest.edits("four", "4"))))
                .hasMessageContaining("not found");
        assertThatThrownBy(() -> server.preview("files_delete", Map.of("path", "docs/folder")))
                .hasMessageContaining("recursive=true");
        assertThatThrownBy(() -> server.preview("files_move", Map.of("from", "docs/a.txt", "to", "docs/a.bin")))
                .hasMessageContaining("already");
        assertThatThrownBy(() -> server.preview("files_write", Map.of("path", "fixed/x", "text", "")))
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> server.preview("files_write", Map.of("path", 5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.preview("files_none", Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void ofALongFileIsCut() throws Exception {
        Change change =
                server.preview("files_create", Map.of("path", "docs/new.txt", "text", "line\n".repeat(100_000)));

        assertThat(change.after().orElseThrow()).hasSizeLessThan(101_000).endsWith("more characters");
        assertThat(change.difference().orElseThrow()).hasSizeLessThan(101_000).endsWith("more characters");
    }

    private Map<Path, FileTime> times() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(place.getRoot().toPath())) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                times.put(path, Files.getLastModifiedTime(path));
            }
        }
        return times;
    }
}
