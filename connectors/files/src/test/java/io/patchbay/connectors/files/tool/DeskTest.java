package io.patchbay.connectors.files.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.patchbay.api.Arguments;
import io.patchbay.api.Preview;
import io.patchbay.api.ToolResult;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.text.Digest;
import io.patchbay.connectors.files.tree.FilesLimits;
import io.patchbay.connectors.files.tree.TemporaryNames;
import io.patchbay.testing.TestingCallContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Creating, writing and editing files. */
public class DeskTest {

    @Rule
    public final Place place = new Place();

    private Desk desk;

    @Before
    public void open() {
        desk = new Desk(place.writable());
    }

    @Test
    public void everyToolSaysWhatItDoesToTheWorldAndCanBePreviewed() {
        assertThat(desk.tools)
                .extracting(tool -> tool.definition().name() + " "
                        + tool.definition().effect() + " " + tool.definition().idempotent())
                .containsExactly(
                        "create ADDITIVE true",
                        "write DESTRUCTIVE true",
                        "edit DESTRUCTIVE false",
                        "make_folder ADDITIVE true",
                        "move DESTRUCTIVE true",
                        "delete DESTRUCTIVE true");
        assertThat(desk.tools)
                .allMatch(Preview.class::isInstance)
                .allMatch(tool -> tool.definition().output().isPresent());
    }

    @Test
    public void createsATextOrBinaryFileOnce() {
        assertThat(desk.call("create", Map.of("path", "docs/a.txt", "text", "größe\n")))
                .startsWith("Created docs/a.txt: 8 bytes, sha256 ");
        assertThat(desk.call("create", Map.of("path", "docs/b.bin", "base64", "AAEC/w==")))
                .startsWith("Created docs/b.bin: 4 bytes");

        assertThat(place.root.resolve("a.txt")).hasContent("größe\n");
        assertThat(place.root.resolve("b.bin")).hasBinaryContent(new byte[] {0, 1, 2, -1});
        assertThat(desk.code("create", Map.of("path", "docs/a.txt", "text", "again")))
                .isEqualTo("already_exists");
        assertThat(place.root.resolve("a.txt")).hasContent("größe\n");
        onlyNames(place.root, "a.txt", "b.bin");
    }

    @Test
    public void aNewFileHasThePermissionsOfAnyNewFile() throws Exception {
        Path usual = Files.createFile(place.outside.resolve("usual"));

        desk.call("create", Map.of("path", "docs/a.txt", "text", "x"));

        assertThat(Files.getPosixFilePermissions(place.root.resolve("a.txt")))
                .isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    public void writesOverAFileAndKeepsItsPermissions() throws Exception {
        Path file = place.file("a.txt", "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));

        assertThat(desk.call("write", Map.of("path", "docs/a.txt", "text", "new")))
                .startsWith("Changed docs/a.txt: 3 bytes");

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-x--x");
        assertThat(desk.call("write", Map.of("path", "docs/new.txt", "text", "")))
                .startsWith("Created docs/new.txt: 0 bytes");
    }

    @Test
    public void aFileKeepsItsOwner() throws Exception {
        assumeTrue("only root gives files away", System.getProperty("user.name").equals("root"));
        Path file = place.file("a.txt", "old");
        UserPrincipalLookupService people = file.getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(file, people.lookupPrincipalByName("12345"));
        Files.getFileAttributeView(file, PosixFileAttributeView.class)
                .setGroup(people.lookupPrincipalByGroupName("23456"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(desk.code("write", Map.of("path", "docs/a.txt", "text", "new")))
                .isEmpty();

        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12_345);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(23_456);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    public void writesOnlyOverWhatTheCallerHasSeen() {
        place.file("a.txt", "one");
        String one = Digest.of("one".getBytes(StandardCharsets.UTF_8));

        assertThat(desk.code("write", Map.of("path", "docs/a.txt", "text", "two", "expectedSha256", one)))
                .isEmpty();
        assertThat(desk.code("write", Map.of("path", "docs/a.txt", "text", "three", "expectedSha256", one)))
                .isEqualTo("changed");
        assertThat(desk.code("write", Map.of("path", "docs/none.txt", "text", "x", "expectedSha256", one)))
                .isEqualTo("changed");
        assertThat(desk.code("edit", Map.of("path", "docs/a.txt", "edits", edits("two", "x"), "expectedSha256", one)))
                .isEqualTo("changed");
        assertThat(desk.code("delete", Map.of("path", "docs/a.txt", "expectedSha256", one)))
                .isEqualTo("changed");
        assertThat(desk.code(
                        "write", Map.of("path", "docs/a.txt", "text", "x", "expectedModified", "2020-01-01T00:00:00Z")))
                .isEqualTo("changed");
        assertThat(desk.code("write", Map.of("path", "docs/a.txt", "text", "x", "expectedSha256", "nonsense")))
                .isEqualTo("invalid_arguments");
        assertThat(place.root.resolve("a.txt")).hasContent("two");
        onlyNames(place.root, "a.txt");
    }

    @Test
    public void takesTheTimeThatInfoTells() throws Exception {
        place.file("a.txt", "one");
        ToolResult.Complete info = (ToolResult.Complete)
                InfoTool.of(place::tree).call(Arguments.of(Map.of("path", "docs/a.txt")), new TestingCallContext());
        String modified = info.structured().orElseThrow().text().replaceAll(".*\"modified\":\"([^\"]+)\".*", "$1");

        assertThat(desk.code("write", Map.of("path", "docs/a.txt", "text", "two", "expectedModified", modified)))
                .isEmpty();
    }

    @Test
    public void editsExactPieces() {
        place.file("a.txt", "one two two three");

        assertThat(desk.code(
                        "edit",
                        Map.of(
                                "path",
                                "docs/a.txt",
                                "edits",
                                List.of(
                                        edit("one", "1"),
                                        edit("three", "3"),
                                        Map.of("oldText", "two", "newText", "2", "all", true)))))
                .isEmpty();

        assertThat(place.root.resolve("a.txt")).hasContent("1 2 2 3");
    }

    @Test
    public void editsAllOrNothing() {
        place.file("a.txt", "one\ntwo\ntwo\r\nthree\r\n");

        assertThat(desk.call(
                        "edit", Map.of("path", "docs/a.txt", "edits", List.of(edit("one", "1"), edit("four", "4")))))
                .isEqualTo(
                        "Edit 2 of 2: the text 'four' was not found. Read the file again, because every space and line end counts. Nothing was changed.");
        assertThat(desk.call("edit", Map.of("path", "docs/a.txt", "edits", edits("two", "2"))))
                .contains("more than once, in lines 2 and 3");
        assertThat(desk.call("edit", Map.of("path", "docs/a.txt", "edits", edits(" one ", "x"))))
                .contains("other white space");
        assertThat(desk.code("edit", Map.of("path", "docs/a.txt", "edits", edits("one", "one"))))
                .isEqualTo("no_change");
        assertThat(desk.code("edit", Map.of("path", "docs/a.txt", "edits", edits("", "x"))))
                .isEqualTo("invalid_arguments");
        assertThat(desk.code("edit", Map.of("path", "docs/a.txt", "edits", List.of())))
                .isEqualTo("invalid_arguments");
        assertThat(place.root.resolve("a.txt"))
                .hasBinaryContent("one\ntwo\ntwo\r\nthree\r\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    public void placesThatOverlapAreMoreThanOne() {
        place.file("a.txt", "aaa");

        assertThat(desk.code("edit", Map.of("path", "docs/a.txt", "edits", edits("aa", "b"))))
                .isEqualTo("text_ambiguous");
    }

    @Test
    public void editingKeepsTheEncoding() {
        byte[] utf16 = ("\ufeff" + "größe").getBytes(StandardCharsets.UTF_16LE);
        place.file("wide.txt", utf16);
        place.file("marked.txt", "\ufeffgröße");

        desk.call("edit", Map.of("path", "docs/wide.txt", "edits", edits("öß", "🙂")));
        desk.call("edit", Map.of("path", "docs/marked.txt", "edits", edits("öß", "oess")));

        assertThat(place.root.resolve("wide.txt"))
                .hasBinaryContent(("\ufeff" + "gr🙂e").getBytes(StandardCharsets.UTF_16LE));
        assertThat(place.root.resolve("marked.txt")).hasBinaryContent("\ufeffgroesse".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    public void whatIsNotTextIsNotEdited() {
        place.file("a.bin", new byte[] {'a', 0, 'b'});
        place.file("broken.txt", new byte[] {(byte) 0xFF, (byte) 0xFE, 0x00, (byte) 0xD8, 'a', 0});

        assertThat(desk.code("edit", Map.of("path", "docs/a.bin", "edits", edits("a", "b"))))
                .isEqualTo("not_text");
        assertThat(desk.code("edit", Map.of("path", "docs/broken.txt", "edits", edits("a", "b"))))
                .isEqualTo("not_text");
    }

    @Test
    public void whatIsTooLargeIsNotWritten() {
        Desk small = new Desk(place.writable(FilesLimits.DEFAULTS.withWriteLimits(10, 10)));
        place.file("large.txt", "12345678901");
        place.file("a.txt", "aaaa");

        assertThat(small.code("create", Map.of("path", "docs/x", "text", "äääääx")))
                .isEqualTo("too_large");
        assertThat(small.code(
                        "write",
                        Map.of(
                                "path",
                                "docs/a.txt",
                                "base64",
                                Base64.getEncoder().encodeToString(new byte[11]))))
                .isEqualTo("too_large");
        assertThat(small.code("edit", Map.of("path", "docs/large.txt", "edits", edits("1", "2"))))
                .isEqualTo("too_large");
        assertThat(small.code(
                        "edit",
                        Map.of(
                                "path",
                                "docs/a.txt",
                                "edits",
                                List.of(Map.of("oldText", "a", "newText", "bbbbb", "all", true)))))
                .isEqualTo("too_large");
        assertThat(small.code("create", Map.of("path", "docs/x", "text", "1234567890")))
                .isEmpty();
        assertThat(place.root.resolve("a.txt")).hasContent("aaaa");
    }

    @Test
    public void anEditThatWouldGrowWithoutEndIsStoppedBeforeItDoes() {
        place.file("a.txt", "a".repeat(1_000_000));

        assertThat(desk.code(
                        "edit",
                        Map.of(
                                "path",
                                "docs/a.txt",
                                "edits",
                                List.of(Map.of("oldText", "a", "newText", "b".repeat(100_000), "all", true)))))
                .isEqualTo("too_large");
    }

    @Test
    public void contentIsGivenInOneWay() {
        assertThat(desk.code("create", Map.of("path", "docs/a"))).isEqualTo("invalid_arguments");
        assertThat(desk.code("create", Map.of("path", "docs/a", "text", "a", "base64", "YQ==")))
                .isEqualTo("invalid_arguments");
        assertThat(desk.code("create", Map.of("path", "docs/a", "base64", "not base64!")))
                .isEqualTo("invalid_arguments");
        assertThat(desk.code("create", Map.of("path", "docs/a", "text", "half \ud800")))
                .isEqualTo("invalid_text");
        onlyNames(place.root);
    }

    @Test
    public void changesNothingThatIsOnlyForReading() throws Exception {
        Path file = place.file("a.txt", "kept");
        place.file("b.txt", "b");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        assertThat(desk.code("write", Map.of("path", "docs/a.txt", "text", "x")))
                .isEqualTo("read_only");
        assertThat(desk.code("edit", Map.of("path", "docs/a.txt", "edits", edits("kept", "x"))))
                .isEqualTo("read_only");
        assertThat(desk.code("delete", Map.of("path", "docs/a.txt"))).isEqualTo("read_only");
        assertThat(desk.code("move", Map.of("from", "docs/a.txt", "to", "docs/c.txt")))
                .isEqualTo("read_only");
        assertThat(desk.code("move", Map.of("from", "docs/b.txt", "to", "docs/a.txt", "overwrite", true)))
                .isEqualTo("read_only");
        assertThat(desk.code("delete", Map.of("path", "fixed/secret.txt"))).isEqualTo("read_only");
        assertThat(desk.code("move", Map.of("from", "fixed/secret.txt", "to", "docs/x")))
                .isEqualTo("read_only");
        assertThat(desk.code("move", Map.of("from", "docs/b.txt", "to", "fixed/x")))
                .isEqualTo("read_only");
        assertThat(desk.code("create", Map.of("path", "fixed/x", "text", ""))).isEqualTo("read_only");
        assertThat(desk.code("make_folder", Map.of("path", "fixed/x"))).isEqualTo("read_only");
        assertThat(file).hasContent("kept");
        onlyNames(place.outside, "secret.txt");
    }

    @Test
    public void rootsStayAsTheyAre() {
        for (String root : List.of("docs", "docs/", "more")) {
            assertThat(desk.code("delete", Map.of("path", root, "recursive", true)))
                    .isEqualTo("read_only");
            assertThat(desk.code("move", Map.of("from", root, "to", "docs/x"))).isIn("read_only", "invalid_arguments");
            assertThat(desk.code("write", Map.of("path", root, "text", "x"))).isEqualTo("read_only");
            assertThat(desk.code("make_folder", Map.of("path", root))).isEqualTo("read_only");
        }
        assertThat(desk.code("delete", Map.of("path", "/", "recursive", true))).isEqualTo("not_found");
        assertThat(desk.code("make_folder", Map.of("path", "new"))).isEqualTo("not_found");
        assertThat(desk.code("create", Map.of("path", "none/a", "text", ""))).isEqualTo("not_found");
    }

    @Test
    public void writesNoNamesThatCannotBeOrWouldMislead() {
        for (String path : List.of(
                "docs/a\0b",
                "docs/a\nb",
                "docs/" + "x".repeat(256),
                "docs/.hidden",
                "docs/..",
                "docs/a\\b",
                "docs/a\u202etxt.exe",
                "docs/.git/hooks",
                "docs/" + TemporaryNames.unknown().name(),
                "docs/" + "d/".repeat(80) + "a")) {
            for (String tool : List.of("create", "write")) {
                assertThat(desk.code(tool, Map.of("path", path, "text", "x")))
                        .as(path)
                        .isIn("invalid_path", "not_found");
            }
            assertThat(desk.code("make_folder", Map.of("path", path))).as(path).isEqualTo("invalid_path");
        }
        assertThat(desk.code("make_folder", Map.of("path", "docs/a/.b/c"))).isEqualTo("invalid_path");
        onlyNames(place.root);
    }

    @Test
    public void writesNothingWhereAFolderOrSomethingElseIs() throws Exception {
        place.file("folder/a.txt", "");
        assertThat(new ProcessBuilder("mkfifo", place.root.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.createSymbolicLink(place.root.resolve("link"), place.outside.resolve("secret.txt"));

        assertThat(desk.code("write", Map.of("path", "docs/folder", "text", "x")))
                .isEqualTo("not_a_file");
        assertThat(desk.code("create", Map.of("path", "docs/folder", "text", "x")))
                .isEqualTo("already_exists");
        assertThat(desk.code("create", Map.of("path", "docs/folder/a.txt/b", "text", "x")))
                .isEqualTo("not_a_folder");
        for (String special : List.of("docs/pipe", "docs/link")) {
            assertThat(desk.code("write", Map.of("path", special, "text", "x"))).isEqualTo("already_exists");
            assertThat(desk.code("edit", Map.of("path", special, "edits", edits("a", "b"))))
                    .isEqualTo("not_found");
            assertThat(desk.code("delete", Map.of("path", special))).isEqualTo("not_found");
            assertThat(desk.code("move", Map.of("from", special, "to", "docs/x")))
                    .isEqualTo("not_found");
            assertThat(desk.code("make_folder", Map.of("path", special))).isEqualTo("already_exists");
        }
        assertThat(place.outside.resolve("secret.txt")).hasContent("OUTSIDE");
    }

    @Test
    public void makesFoldersWithThoseAbove() throws Exception {
        assertThat(desk.call("make_folder", Map.of("path", "docs/a/b/c")))
                .isEqualTo("Created docs/a, docs/a/b, docs/a/b/c.");
        assertThat(desk.call("make_folder", Map.of("path", "docs/a/b"))).isEqualTo("docs/a/b already exists.");

        assertThat(place.root.resolve("a/b/c")).isEmptyDirectory();
        Path usual = Files.createDirectory(place.outside.resolve("usual"));
        assertThat(Files.getPosixFilePermissions(place.root.resolve("a")))
                .isEqualTo(Files.getPosixFilePermissions(usual));
        place.file("file", "");
        assertThat(desk.code("make_folder", Map.of("path", "docs/file/x"))).isEqualTo("not_a_folder");
        onlyNames(place.root, "a", "file");
    }

    public static void onlyNames(Path folder, String... names) {
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder(names);
    }

    static Map<String, Object> edit(String old, String now) {
        return Map.of("oldText", old, "newText", now);
    }

    public static List<Map<String, Object>> edits(String old, String now) {
        return List.of(edit(old, now));
    }
}
