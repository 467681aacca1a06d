package io.patchbay.connectors.files.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.api.Tool;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tree.FilesLimits;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.testing.TestingCallContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Paths as models write them lead to the file that is meant, and never anywhere else. */
public class PathsAsSaidTest {

    @Rule
    public final Place place = new Place();

    private Tree tree;

    @Before
    public void fill() {
        place.file("a b/x.txt", "needle");
        tree = place.tree();
    }

    @Test
    public void readersTakeEverySpelling() {
        String absolute = place.root + "/a b/x.txt";
        for (String path : List.of(
                "docs/a b/x.txt",
                "/docs/a b/x.txt",
                "./docs/a b/x.txt",
                "docs//a b/./x.txt",
                "files://files/docs/a%20b/x.txt",
                "FILES://files/docs/a%20b/x.txt",
                "files://files/docs/a b/x.txt",
                absolute,
                "file://" + absolute,
                "file://" + absolute.replace(" ", "%20"),
                "file:" + absolute,
                "FILE://localhost" + absolute.replace(" ", "%20"))) {
            assertThat(call(ReadTool.of(() -> tree), Map.of("path", path)))
                    .as(path)
                    .isEqualTo("needle");
            assertThat(call(InfoTool.of(() -> tree), Map.of("path", path)))
                    .as(path)
                    .contains("\"path\":\"docs/a b/x.txt\"");
            assertThat(call(SearchTool.of(() -> tree), Map.of("path", path, "text", "needle")))
                    .as(path)
                    .startsWith("docs/a b/x.txt:1: needle");
        }
        for (String path : List.of(
                "docs/a b/",
                "/docs/a b",
                "files://files/docs/a%20b",
                "files://files/docs/a%20b/",
                place.root + "/a b/")) {
            assertThat(call(ListTool.of(() -> tree), Map.of("path", path)))
                    .as(path)
                    .startsWith("docs/a b/x.txt  6 bytes");
            assertThat(call(FindTool.of(() -> tree), Map.of("path", path, "pattern", "x*")))
                    .as(path)
                    .startsWith("docs/a b/x.txt  6 bytes");
        }
        for (String path : List.of("", "/", ".", "./", "files://files", "files://files/")) {
            assertThat(call(ListTool.of(() -> tree), Map.of("path", path)))
                    .as(path)
                    .isEqualTo("docs/");
        }
    }

    @Test
    public void writersTakeEverySpelling() {
        Desk desk = new Desk(place.writable());
        int count = 0;
        for (String folder : List.of(
                "/docs", "./docs", "docs/", "files://files/docs", place.root.toString(), "file://" + place.root)) {
            String path = folder + "/new" + count++;
            assertThat(desk.call("create", Map.of("path", path, "text", "x")))
                    .as(path)
                    .startsWith("Created docs/new");
            assertThat(desk.call("edit", Map.of("path", path, "edits", DeskTest.edits("x", "y"))))
                    .as(path)
                    .startsWith("Changed docs/new");
            assertThat(desk.call("move", Map.of("from", path, "to", folder + "/moved")))
                    .as(path)
                    .startsWith("Moved docs/new");
            assertThat(desk.call("make_folder", Map.of("path", folder + "/f")))
                    .as(path)
                    .startsWith("Created docs/f");
            assertThat(desk.call("delete", Map.of("path", folder + "/f")))
                    .as(path)
                    .isEqualTo("Deleted docs/f.");
            assertThat(desk.call("delete", Map.of("path", folder + "/moved")))
                    .as(path)
                    .isEqualTo("Deleted docs/moved.");
        }
    }

    @Test
    public void noSpellingLeadsOutOfARoot() {
        Path secret = place.outside.resolve("secret.txt");
        for (String path : List.of(
                secret.toString(),
                "file://" + secret,
                place.root + "/../outside/secret.txt",
                place.root + "/..",
                "/docs/../outside/secret.txt",
                "files://files/docs/../secret.txt",
                "files://files/docs/%2e%2e/secret.txt",
                "files://files/docs/..%2f..%2foutside%2fsecret.txt",
                "files://files" + secret,
                "files://other/docs/a%20b/x.txt",
                "file://" + place.root + "/%2e%2e/outside/secret.txt",
                place.root + "x/secret.txt",
                "file:///etc/passwd",
                "/etc/passwd",
                "files://files/docs/a%2",
                "files://files/docs/%zz",
                "file://" + place.root + "/a%2",
                "file:" + secret,
                "file://localhost" + secret,
                "file://other" + place.root + "/a b/x.txt",
                "file:docs/a b/x.txt")) {
            assertThat(call(ReadTool.of(() -> tree), Map.of("path", path)))
                    .as(path)
                    .startsWith("There is no file or folder");
        }
    }

    @Test
    public void ofRootsInEachOtherTheInnerOneIsMeant() {
        place.file("inner/x.txt", "inner");
        Tree nested = new Tree(new FilesSettings(
                "files",
                Map.of("outer", place.root, "in", place.root.resolve("inner")),
                Set.of(),
                FilesLimits.DEFAULTS,
                false,
                false,
                false));

        assertThat(call(InfoTool.of(() -> nested), Map.of("path", place.root + "/inner/x.txt")))
                .contains("\"path\":\"in/x.txt\"");
        assertThat(call(InfoTool.of(() -> nested), Map.of("path", place.root + "/a b/x.txt")))
                .contains("\"path\":\"outer/a b/x.txt\"");
    }

    @Test
    public void whereNoRootIsMeantTheAnswerNamesThem() {
        assertThat(call(ReadTool.of(() -> tree), Map.of("path", "notes/x.txt")))
                .isEqualTo(
                        "There is no file or folder 'notes/x.txt'. A path begins with the name of a root folder: docs.");
        assertThat(new Desk(place.writable()).call("create", Map.of("path", "x.txt", "text", "")))
                .endsWith("A path begins with the name of a root folder: docs, fixed, more.");
    }

    @Test
    public void aBackslashIsNamed() {
        assertThat(call(ReadTool.of(() -> tree), Map.of("path", "docs\\a b\\x.txt")))
                .endsWith("with '/', not with a backslash.");
    }

    @Test
    public void namesWithABracketOrABraceAreFound() throws Exception {
        Files.writeString(place.root.resolve("notes[1]{a}.md"), "x");

        assertThat(call(FindTool.of(() -> tree), Map.of("pattern", "notes\\[1\\]\\{a\\}.md")))
                .startsWith("docs/notes[1]{a}.md");
        assertThat(call(FindTool.of(() -> tree), Map.of("pattern", "notes[[]1[]][{]*")))
                .startsWith("docs/notes[1]{a}.md");
        assertThat(FindTool.of(() -> tree).definition().input().json().text()).contains("backslash");
    }

    private static String call(Tool tool, Map<String, ?> arguments) {
        try {
            return Desk.text(tool.call(Arguments.of(arguments), new TestingCallContext()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
