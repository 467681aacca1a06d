package io.patchbay.connectors.files.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.Desk;
import io.patchbay.connectors.files.tool.DeskTest;
import io.patchbay.connectors.files.tree.FaultyStream;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.Folder;
import io.patchbay.connectors.files.tree.FoldingStream;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.PathFolder;
import io.patchbay.connectors.files.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;

/** Whatever is asked for and whoever changes the folders meanwhile: nothing outside of a root is ever changed. */
public class NoEscapeByWritingTest {

    private static final String[] PIECES = {
        "docs",
        "more",
        "fixed",
        "a",
        "b.txt",
        "link",
        "outside",
        "up",
        "root",
        "..",
        ".",
        "",
        "...",
        "%2e%2e",
        "..%2f",
        "\\",
        "..\\",
        "/",
        "~",
        "C:",
        "secret.txt",
        "\u2025",
        "\uff0e\uff0e",
        "\n",
        "\u202e",
        "\0",
        "file:",
        "*",
        "\ud800",
        ".hidden",
        "A",
        "B.TXT"
    };

    @Rule
    public final Place place = new Place();

    @Test
    public void changesNothingOutsideByAnyPath() throws Exception {
        place.file("a/b.txt", "inside");
        Files.createSymbolicLink(place.root.resolve("link"), place.outside.resolve("secret.txt"));
        Files.createSymbolicLink(place.root.resolve("outside"), place.outside);
        Files.createSymbolicLink(place.root.resolve("a/up"), Path.of("../../outside"));
        Files.createSymbolicLink(place.root.resolve("root"), Path.of("/"));
        Map<String, String> before = outside();
        Random random = new Random(20_261_120);
        int done = 0;

        for (boolean links : new boolean[] {false, true}) {
            FilesSettings usual = place.writable();
            Desk desk = new Desk(
                    new FilesSettings("files", usual.roots(), usual.writable(), usual.limits(), false, links, false));
            for (int i = 0; i < 500; i++) {
                String path = path(random);
                String other = path(random);
                done += desk.code("create", Map.of("path", path, "text", "x")).isEmpty() ? 1 : 0;
                done += desk.code("write", Map.of("path", path, "text", "y")).isEmpty() ? 1 : 0;
                done += desk.code("edit", Map.of("path", path, "edits", DeskTest.edits("OUTSIDE", "z")))
                                .isEmpty()
                        ? 1
                        : 0;
                done += desk.code("make_folder", Map.of("path", other)).isEmpty() ? 1 : 0;
                done += desk.code("move", Map.of("from", path, "to", other, "overwrite", true))
                                .isEmpty()
                        ? 1
                        : 0;
                done += desk.code("delete", Map.of("path", other, "recursive", true))
                                .isEmpty()
                        ? 1
                        : 0;
            }
        }

        assertThat(done).as("how many changed something").isPositive();
        assertThat(outside()).isEqualTo(before);
    }

    @Test
    public void goesThroughNoLinkEvenWhereReadersDo() throws Exception {
        place.file("real/a.txt", "inside");
        Files.createSymbolicLink(place.root.resolve("alias"), Path.of("real"));
        FilesSettings usual = place.writable();
        Desk desk = new Desk(
                new FilesSettings("files", usual.roots(), usual.writable(), usual.limits(), false, true, false));

        assertThat(desk.code("write", Map.of("path", "docs/alias/a.txt", "text", "x")))
                .isEqualTo("not_found");
        assertThat(desk.code("delete", Map.of("path", "docs/alias", "recursive", true)))
                .isEqualTo("not_found");
        assertThat(place.root.resolve("real/a.txt")).hasContent("inside");
    }

    @Test
    public void anotherNameOfAFileKeepsItsContent() throws Exception {
        Files.createLink(place.root.resolve("a.txt"), place.outside.resolve("secret.txt"));
        Desk desk = new Desk(place.writable());

        assertThat(desk.code("write", Map.of("path", "docs/a.txt", "text", "changed")))
                .isEmpty();
        assertThat(desk.code("edit", Map.of("path", "docs/a.txt", "edits", DeskTest.edits("changed", "edited"))))
                .isEmpty();

        assertThat(place.root.resolve("a.txt")).hasContent("edited");
        assertThat(place.outside.resolve("secret.txt")).hasContent("OUTSIDE");
    }

    /** Between a look and the step after it. */
    @Test
    public void aFileThatBecameALinkIsNotFollowed() throws Exception {
        Path file = place.file("a.txt", "inside");
        Desk desk = new Desk(new Tree(place.writable(), root -> {
            @SuppressWarnings("unchecked")
            SecureDirectoryStream<Path> stream = (SecureDirectoryStream<Path>) Files.newDirectoryStream(root);
            return new HandleFolder(new FaultyStream(stream, 1_000, () -> {
                Files.deleteIfExists(file);
                Files.createSymbolicLink(file, place.outside.resolve("secret.txt"));
            }));
        }));

        desk.call("write", Map.of("path", "docs/a.txt", "text", "changed"));

        assertThat(place.outside.resolve("secret.txt")).hasContent("OUTSIDE");
    }

    @Test
    public void withoutHandlesNothingIsWritten() {
        Desk desk = new Desk(new Tree(place.writable(), PathFolder::open));

        assertThat(desk.code("create", Map.of("path", "docs/a", "text", "x"))).isEqualTo("unsupported_platform");
        assertThat(desk.code("make_folder", Map.of("path", "docs/a"))).isEqualTo("unsupported_platform");
        DeskTest.onlyNames(place.root);
    }

    @Test
    public void anotherSpellingIsNoOtherFile() throws Exception {
        place.file("Plan.txt", "kept");
        Desk desk = new Desk(new Tree(place.writable(), NoEscapeByWritingTest::folding));

        for (String other : List.of("docs/plan.txt", "docs/PLAN.TXT", "docs/Pl\u200can.txt")) {
            assertThat(desk.code("create", Map.of("path", other, "text", "x")))
                    .as(other)
                    .isEqualTo("already_exists");
            assertThat(desk.code("write", Map.of("path", other, "text", "x")))
                    .as(other)
                    .isEqualTo("already_exists");
            assertThat(desk.code("edit", Map.of("path", other, "edits", DeskTest.edits("kept", "x"))))
                    .as(other)
                    .isEqualTo("not_found");
            assertThat(desk.code("delete", Map.of("path", other))).as(other).isEqualTo("not_found");
        }
        assertThat(desk.code("move", Map.of("from", "docs/Plan.txt", "to", "docs/plan.txt")))
                .isEmpty();

        DeskTest.onlyNames(place.root, "plan.txt");
        assertThat(place.root.resolve("plan.txt")).hasContent("kept");
    }

    /** A thread swaps a folder for a link that leads out, as fast as it can, while all tools write below it. */
    @Test(timeout = 600_000)
    public void changesNothingOutsideWhileLinksAreSwapped() throws Exception {
        Path folder = place.root.resolve("swap");
        Files.createDirectory(folder);
        Files.writeString(place.outside.resolve("victim.txt"), "OUTSIDE");
        Files.createDirectory(place.outside.resolve("sub"));
        Files.writeString(place.outside.resolve("sub/file"), "OUTSIDE");
        Map<String, String> before = outside();
        AtomicBoolean done = new AtomicBoolean();
        Thread swapping = swapping(done, folder, place.outside);
        Desk desk = new Desk(place.writable());
        int inside = 0;
        int missed = 0;
        try {
            for (int i = 0; i < 300 || inside < 100 || missed < 100; i++) {
                for (String code : List.of(
                        desk.code("write", Map.of("path", "docs/swap/victim.txt", "text", "OUTSIDE, changed")),
                        desk.code(
                                "edit",
                                Map.of("path", "docs/swap/victim.txt", "edits", DeskTest.edits("OUTSIDE", "changed"))),
                        desk.code("make_folder", Map.of("path", "docs/swap/sub/new")),
                        desk.code("create", Map.of("path", "docs/swap/sub/file", "text", "x")),
                        desk.code(
                                "move",
                                Map.of("from", "docs/swap/sub/file", "to", "docs/swap/moved", "overwrite", true)),
                        desk.code("delete", Map.of("path", "docs/swap/sub", "recursive", true)),
                        desk.code("delete", Map.of("path", "docs/swap/victim.txt")))) {
                    inside += code.isEmpty() ? 1 : 0;
                    missed += code.isEmpty() ? 0 : 1;
                }
            }
        } finally {
            done.set(true);
            swapping.join();
        }

        assertThat(outside()).isEqualTo(before);
    }

    private static Folder folding(Path root) throws IOException {
        @SuppressWarnings("unchecked")
        SecureDirectoryStream<Path> stream = (SecureDirectoryStream<Path>) Files.newDirectoryStream(root);
        return new HandleFolder(new FoldingStream(stream));
    }

    /** All that is beside the roots, by path. */
    private Map<String, String> outside() throws IOException {
        Map<String, String> all = new TreeMap<>();
        Path top = place.getRoot().toPath();
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (!path.startsWith(place.root) && !path.startsWith(place.more)) {
                    all.put(path.toString(), content(path));
                }
            }
        }
        return all;
    }

    private static String content(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder(random.nextInt(4) == 0 ? "" : random.nextBoolean() ? "docs/" : "more/");
        for (int i = random.nextInt(4); i >= 0; i--) {
            path.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextInt(3) == 0 || i == 0 ? "" : "/");
        }
        return path.isEmpty() ? "." : path.toString();
    }

    private static Thread swapping(AtomicBoolean done, Path path, Path target) {
        Path aside = path.resolveSibling(path.getFileName() + ".aside");
        Thread thread = new Thread(() -> {
            while (!done.get()) {
                try {
                    Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
                    inPlace(path, () -> Files.createSymbolicLink(path, target));
                    Files.delete(path);
                    inPlace(path, () -> Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
        thread.start();
        return thread;
    }

    /** Takes away what a tool made there meanwhile. */
    private static void inPlace(Path path, Writer.Step step) throws IOException {
        while (true) {
            try {
                step.run();
                return;
            } catch (FileSystemException e) {
                try (Stream<Path> made = Files.walk(path)) {
                    made.sorted(Comparator.reverseOrder())
                            .forEach(each -> each.toFile().delete());
                } catch (NoSuchFileException | UncheckedIOException gone) {
                    // A tool deleted it.
                }
            }
        }
    }
}
