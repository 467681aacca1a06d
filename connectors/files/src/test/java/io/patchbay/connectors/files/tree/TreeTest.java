package io.patchbay.connectors.files.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.text.Bytes;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;

public class TreeTest {

    @Rule
    public final Place place = new Place();

    @Test
    public void opensAFileFolderByFolder() throws IOException {
        place.file("a/b/c.txt", "inside");

        assertThat(read("docs/a/b/c.txt")).isEqualTo("inside");
        assertThat(place.tree().entry(FilePath.of("docs/a")).isFolder()).isTrue();
        assertThat(place.tree().entry(FilePath.of("docs")).isFolder()).isTrue();
    }

    @Test
    public void saysTheSameOfWhatIsMissingAndWhatIsOutOfBounds() throws IOException {
        place.file(".hidden", "hidden");
        place.file("a.txt", "a");
        Files.createSymbolicLink(place.root.resolve("link"), place.outside.resolve("secret.txt"));
        Files.createSymbolicLink(place.root.resolve("folder"), place.outside);
        Files.createSymbolicLink(place.root.resolve("broken"), Path.of("nowhere"));

        for (String path : List.of(
                "docs/missing",
                "docs/missing/deeper",
                "docs/.hidden",
                "docs/link",
                "docs/folder",
                "docs/folder/secret.txt",
                "docs/broken",
                "docs/a.txt/b",
                "docs/../secret.txt",
                "docs/%2e%2e/secret.txt")) {
            assertThatThrownBy(() -> read(path))
                    .as(path)
                    .isInstanceOf(FileProblem.class)
                    .hasMessage("There is no file or folder '" + path + "'. List a folder to see what exists.");
        }
        for (String path : List.of("nosuchroot/a", "secret.txt", "outside/secret.txt")) {
            assertThatThrownBy(() -> read(path))
                    .as(path)
                    .isInstanceOf(FileProblem.class)
                    .hasMessage("There is no file or folder '" + path
                            + "'. A path begins with the name of a root folder: docs.");
        }
    }

    @Test
    public void neverSaysWhereARootReallyIs() throws IOException {
        place.file("a", "a");
        Files.createSymbolicLink(place.root.resolve("loop"), Path.of("loop"));
        for (Tree tree : List.of(place.tree(), new Tree(place.withLinks()))) {
            for (String path : List.of("docs/missing", "docs/loop", "docs/a/b", "docs", "docs/" + "n".repeat(255))) {
                assertThatThrownBy(() -> Place.read(tree, FilePath.of(path)))
                        .as(path)
                        .isInstanceOf(FileProblem.class)
                        .message()
                        .doesNotContain(place.root.toString());
            }
        }
        Files.delete(place.root.resolve("loop"));
        Files.delete(place.root.resolve("a"));
        Files.delete(place.root);
        assertThatThrownBy(() -> read("docs/a"))
                .isInstanceOf(FileProblem.class)
                .message()
                .doesNotContain(place.getRoot().toString());
    }

    @Test
    public void showsHiddenFilesOnlyWhereItIsTold() throws IOException {
        place.file(".git/config", "hidden");

        assertThatThrownBy(() -> read("docs/.git/config")).isInstanceOf(FileProblem.class);
        assertThat(Place.read(new Tree(place.withHidden()), FilePath.of("docs/.git/config")))
                .isEqualTo("hidden");
    }

    @Test
    public void tellsAFileFromAFolder() {
        place.file("a/b.txt", "b");

        assertThatThrownBy(() -> read("docs/a"))
                .hasMessage("The path 'docs/a' is a folder, not a file. Pass the path of a file, or list the folder.");
        assertThatThrownBy(() -> read("docs"))
                .hasMessage("The path 'docs' is a folder, not a file. Pass the path of a file, or list the folder.");
        assertThatThrownBy(() -> place.tree().folder(FilePath.of("docs/a/b.txt"), folder -> ""))
                .hasMessage("The path 'docs/a/b.txt' is a file, not a folder. Pass the path of a folder.");
    }

    @Test(timeout = 600_000)
    public void neverOpensWhatIsNoFile() throws Exception {
        Path pipe = place.root.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(place.root.resolve("socket")));

            for (String path : List.of("docs/pipe", "docs/socket", "docs/pipe/x")) {
                assertThatThrownBy(() -> read(path))
                        .as(path)
                        .isInstanceOf(FileProblem.class)
                        .hasMessageStartingWith("There is no file or folder");
            }
        }
        Tree devices = new Tree(new FilesSettings(
                "files",
                Map.of("dev", Path.of("/dev")),
                Set.of(),
                FilesLimits.DEFAULTS.withReadLimits(100, 10, 10),
                false,
                false,
                false));
        assertThatThrownBy(() -> Place.read(devices, FilePath.of("dev/zero")))
                .hasMessageStartingWith("There is no file or folder");
    }

    @Test
    public void saysThatARootIsGoneAndFindsItAgain() throws IOException {
        Path away = place.root.resolveSibling("away");
        place.file("a.txt", "inside");
        Tree tree = place.tree();
        Files.move(place.root, away);

        assertThatThrownBy(() -> Place.read(tree, FilePath.of("docs/a.txt")))
                .hasMessageStartingWith("The folder of the root 'docs' does not exist");
        Files.writeString(place.root, "now a file");
        assertThatThrownBy(() -> Place.read(tree, FilePath.of("docs/a.txt")))
                .hasMessageStartingWith("The folder of the root 'docs' does not exist");

        Files.delete(place.root);
        Files.move(away, place.root);
        assertThat(Place.read(tree, FilePath.of("docs/a.txt"))).isEqualTo("inside");
    }

    @Test
    public void takesARootThatIsALink() throws IOException {
        place.file("a.txt", "inside");
        Path link = Files.createSymbolicLink(place.root.resolveSibling("link"), place.root);
        Tree tree = new Tree(new FilesSettings(
                "files",
                Map.of("docs", link),
                Set.of(),
                FilesLimits.DEFAULTS.withReadLimits(100, 10, 10),
                false,
                false,
                false));

        assertThat(Place.read(tree, FilePath.of("docs/a.txt"))).isEqualTo("inside");
    }

    @Test
    public void followsLinksWithinTheRootWhereItIsTold() throws IOException {
        place.file("a/b/target.txt", "inside");
        Files.createSymbolicLink(place.root.resolve("file"), Path.of("a/b/target.txt"));
        Files.createSymbolicLink(place.root.resolve("folder"), place.root.resolve("a/b"));
        Files.createSymbolicLink(place.root.resolve("a/up"), Path.of("../folder/./target.txt"));
        Tree tree = new Tree(place.withLinks());

        for (String path : List.of("docs/file", "docs/folder/target.txt", "docs/a/up")) {
            assertThat(Place.read(tree, FilePath.of(path))).as(path).isEqualTo("inside");
        }
        assertThat(tree.entry(FilePath.of("docs/folder")))
                .isEqualTo(tree.entry(FilePath.of("docs/a/b")).withName("folder"));
    }

    @Test
    public void followsNoLinkOutOfTheRoot() throws IOException {
        place.file(".hidden", "hidden");
        place.file("a/x", "x");
        link("absolute", place.outside.resolve("secret.txt"));
        link("relative", Path.of("../outside/secret.txt"));
        link("a/up", Path.of("../../secret.txt"));
        link("around", place.root.resolve("../secret.txt"));
        link("parent", Path.of(".."));
        link("hidden", Path.of(".hidden"));
        link("one", Path.of("two"));
        link("two", Path.of("one"));
        link("self", Path.of("self/self"));
        link("chain", Path.of("absolute"));
        link("etc", Path.of("/etc"));
        Tree tree = new Tree(place.withLinks());

        for (String path : List.of(
                "absolute",
                "relative",
                "a/up",
                "around",
                "parent/secret.txt",
                "parent",
                "hidden",
                "one",
                "two",
                "self",
                "chain",
                "etc/passwd")) {
            assertThatThrownBy(() -> Place.read(tree, FilePath.of("docs/" + path)))
                    .as(path)
                    .isInstanceOf(FileProblem.class)
                    .hasMessageStartingWith("There is no file or folder");
        }
    }

    @Test
    public void meansTheNameInItsVeryBytes() throws IOException {
        place.file("caf\u00e9.txt", "composed");
        place.file("README", "upper");
        place.file("readme", "lower");

        assertThat(read("docs/caf\u00e9.txt")).isEqualTo("composed");
        assertThat(read("docs/README")).isEqualTo("upper");
        assertThat(read("docs/readme")).isEqualTo("lower");
        assertThatThrownBy(() -> read("docs/cafe\u0301.txt")).isInstanceOf(FileProblem.class);
        assertThatThrownBy(() -> read("docs/Readme")).isInstanceOf(FileProblem.class);
    }

    @Test
    public void doesNotSeeNamesThatCannotBeSaid() throws IOException {
        Files.writeString(place.root.resolve("new\nline"), "x");
        Files.writeString(place.root.resolve("back\\slash"), "x");
        Files.writeString(place.root.resolve("plain"), "x");

        assertThat(names()).containsExactly("plain");
    }

    @Test
    public void readsNoMoreThanAskedForOfAFileThatGrows() throws IOException {
        Path file = place.file("log", "12345");

        byte[] read = place.tree().file(FilePath.of("docs/log"), open -> {
            Files.writeString(file, "1234567890");
            return Bytes.read(open, 2, 4);
        });
        assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo("3456");
        byte[] shrunk = place.tree().file(FilePath.of("docs/log"), open -> {
            Files.writeString(file, "12");
            return Bytes.read(open, 5, 4);
        });
        assertThat(shrunk).isEmpty();
    }

    private List<String> names() throws IOException {
        return place.tree().folder(FilePath.of("docs"), folder -> FirstNames.of(folder, name -> true, 10));
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(place.root.resolve(name), target);
    }

    private String read(String path) throws IOException {
        return Place.read(place.tree(), FilePath.of(path));
    }
}
