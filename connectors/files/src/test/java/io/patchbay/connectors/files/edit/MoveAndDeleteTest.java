package io.patchbay.connectors.files.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.Desk;
import io.patchbay.connectors.files.tool.DeskTest;
import io.patchbay.connectors.files.tree.FilesLimits;
import io.patchbay.connectors.files.tree.FilesSettings;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

public class MoveAndDeleteTest {

    @Rule
    public final Place place = new Place();

    private Desk desk;

    @Before
    public void open() {
        desk = new Desk(place.writable());
    }

    @Test
    public void movesAFileAndAFolderWithinARootAndToAnother() throws Exception {
        Path file = place.file("a/one.txt", "1");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        place.file("b/two.txt", "2");

        assertThat(desk.call("move", Map.of("from", "docs/a/one.txt", "to", "more/uno.txt")))
                .isEqualTo("Moved docs/a/one.txt to more/uno.txt.");
        assertThat(desk.call("move", Map.of("from", "docs/b", "to", "docs/a/c")))
                .isEqualTo("Moved docs/b to docs/a/c.");

        assertThat(place.more.resolve("uno.txt")).hasContent("1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.more.resolve("uno.txt"))))
                .isEqualTo("rw-------");
        assertThat(place.root.resolve("a/c/two.txt")).hasContent("2");
        DeskTest.onlyNames(place.root, "a");
        DeskTest.onlyNames(place.root.resolve("a"), "c");
    }

    @Test
    public void replacesAFileOnlyWhenToldTo() {
        place.file("a", "1");
        place.file("b", "2");
        place.file("folder/x", "3");

        assertThat(desk.code("move", Map.of("from", "docs/a", "to", "docs/b"))).isEqualTo("already_exists");
        assertThat(desk.code("move", Map.of("from", "docs/a", "to", "docs/folder", "overwrite", true)))
                .isEqualTo("already_exists");
        assertThat(desk.code("move", Map.of("from", "docs/folder", "to", "docs/a", "overwrite", true)))
                .isEqualTo("already_exists");
        assertThat(desk.call("move", Map.of("from", "docs/a", "to", "docs/b", "overwrite", true)))
                .endsWith(", replacing an existing file.");

        assertThat(place.root.resolve("b")).hasContent("1");
        DeskTest.onlyNames(place.root, "b", "folder");
    }

    @Test
    public void refusesMovesThatMakeNoSense() {
        place.file("a/b/c", "1");

        assertThat(desk.code("move", Map.of("from", "docs/a", "to", "docs/a"))).isEqualTo("invalid_arguments");
        assertThat(desk.code("move", Map.of("from", "docs/a", "to", "docs/a/b/d")))
                .isEqualTo("invalid_arguments");
        assertThat(desk.code("move", Map.of("from", "docs/none", "to", "docs/x")))
                .isEqualTo("not_found");
        assertThat(desk.code("move", Map.of("from", "docs/a", "to", "docs/none/x")))
                .isEqualTo("not_found");
        assertThat(desk.code("move", Map.of("from", "docs/a", "to", "docs/.a"))).isEqualTo("invalid_path");
        assertThat(place.root.resolve("a/b/c")).hasContent("1");
    }

    @Test
    public void ofTwoNamesOfOneFileAMoveLeavesOne() throws Exception {
        Files.createLink(place.root.resolve("b"), place.file("a", "1"));

        assertThat(desk.code("move", Map.of("from", "docs/a", "to", "docs/b"))).isEqualTo("already_exists");
        assertThat(desk.code("move", Map.of("from", "docs/a", "to", "docs/b", "overwrite", true)))
                .isEmpty();

        DeskTest.onlyNames(place.root, "b");
    }

    @Test
    public void movesAFileToAnotherFileSystem() throws Exception {
        Path memory = elsewhere();
        try {
            Path file = place.file("a.txt", "one");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            place.file("folder/b.txt", "two");
            Desk both = new Desk(new FilesSettings(
                    "files",
                    Map.of("docs", place.root, "memory", memory),
                    Set.of("docs", "memory"),
                    FilesLimits.DEFAULTS,
                    false,
                    false,
                    false));

            assertThat(both.code("move", Map.of("from", "docs/a.txt", "to", "memory/a.txt")))
                    .isEmpty();
            assertThat(both.code("move", Map.of("from", "docs/folder", "to", "memory/folder")))
                    .isEqualTo("other_file_system");

            assertThat(memory.resolve("a.txt")).hasContent("one");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(memory.resolve("a.txt"))))
                    .isEqualTo("rw-r-----");
            DeskTest.onlyNames(place.root, "folder");
            DeskTest.onlyNames(memory, "a.txt");
        } finally {
            Files.deleteIfExists(memory.resolve("a.txt"));
            Files.delete(memory);
        }
    }

    @Test
    public void deletesAFileAndAnEmptyFolder() {
        place.file("folder/a", "1");

        assertThat(desk.code("delete", Map.of("path", "docs/folder"))).isEqualTo("not_empty");
        assertThat(desk.call("delete", Map.of("path", "docs/folder/a"))).isEqualTo("Deleted docs/folder/a.");
        assertThat(desk.call("delete", Map.of("path", "docs/folder"))).isEqualTo("Deleted docs/folder.");

        assertThat(desk.code("delete", Map.of("path", "docs/folder"))).isEqualTo("not_found");
        DeskTest.onlyNames(place.root);
    }

    @Test
    public void deletesAFolderWithAllThatIsInItWhenToldTo() {
        place.file("folder/a", "1");
        place.file("folder/b/c/d", "2");

        assertThat(desk.call("delete", Map.of("path", "docs/folder", "recursive", true)))
                .isEqualTo("Deleted docs/folder and everything in it: 5 files and folders.");
        DeskTest.onlyNames(place.root);
    }

    @Test
    public void deletesNoMoreThanItMay() {
        for (int i = 0; i < 10; i++) {
            place.file("folder/" + i, "");
        }
        Desk few = new Desk(place.writable(FilesLimits.DEFAULTS.withWriteLimits(100, 10)));

        assertThat(few.code("delete", Map.of("path", "docs/folder", "recursive", true)))
                .isEqualTo("too_many");
        assertThat(place.root.resolve("folder").toFile().list()).hasSize(10);
    }

    @Test
    public void deletesNothingOfAFolderThatHoldsWhatIsNotShown() throws Exception {
        for (String hidden : new String[] {"a/.hidden", "b/link", "c/pipe", "d/bad\nname", "e/fixed"}) {
            Path file = place.root.resolve(hidden);
            place.file(file.getParent().getFileName() + "/shown", "1");
            if (hidden.endsWith("link")) {
                Files.createSymbolicLink(file, place.outside);
            } else if (hidden.endsWith("pipe")) {
                assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                        .isZero();
            } else {
                Files.createFile(file);
            }
        }
        Files.setPosixFilePermissions(place.root.resolve("e/fixed"), PosixFilePermissions.fromString("r--------"));

        for (String folder : new String[] {"a", "b", "c", "d", "e"}) {
            assertThat(desk.code("delete", Map.of("path", "docs/" + folder, "recursive", true)))
                    .as(folder)
                    .isEqualTo(folder.equals("e") ? "read_only" : "not_shown");
            assertThat(place.root.resolve(folder).toFile().list()).as(folder).hasSize(2);
        }
        assertThat(place.outside.resolve("secret.txt")).exists();
    }

    /** A folder on another file system than the others. */
    private Path elsewhere() throws IOException {
        Path shared = Path.of("/dev/shm");
        assumeTrue(
                "this machine has no second file system for tests",
                Files.isDirectory(shared) && Files.isWritable(shared));
        Path memory = Files.createTempDirectory(shared, "patchbay-test");
        FileStore other = Files.getFileStore(memory);
        if (other.equals(Files.getFileStore(place.root))) {
            Files.delete(memory);
            assumeTrue("this machine's temporary files are in memory", false);
        }
        return memory;
    }
}
