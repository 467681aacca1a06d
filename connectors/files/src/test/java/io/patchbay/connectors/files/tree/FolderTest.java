package io.patchbay.connectors.files.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.connectors.files.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import org.junit.Rule;
import org.junit.Test;

public class FolderTest {

    @Rule
    public final Place place = new Place();

    @Test
    public void findsANameOnlyAsItIsSpelledThoughTheFileSystemFoldsIt() throws IOException {
        place.file(".env", "hidden");
        place.file("Readme.MD", "r");
        place.file("caf\u00e9", "c");
        place.file("2026", "n");
        try (Folder folder = new HandleFolder(
                new FoldingStream((SecureDirectoryStream<Path>) Files.newDirectoryStream(place.root)))) {

            for (String name : new String[] {"Readme.MD", "caf\u00e9", "2026", ".env"}) {
                assertThat(folder.entry(name)).as(name).isPresent();
            }
            for (String name : new String[] {
                "readme.md", "README.MD", "cafe\u0301", "CAF\u00c9", ".ENV", "\u200c.env", "\u00ad.env", "20\u200c26"
            }) {
                assertThat(folder.entry(name)).as(name).isEmpty();
            }
        }
    }

    @Test
    public void byHandleStaysInTheFolderThatWasOpened() throws IOException {
        place.file("a/b.txt", "inside");
        try (Folder root = HandleFolder.open(place.root).orElseThrow();
                Folder a = root.folder("a")) {
            Files.move(place.root.resolve("a"), place.root.resolve("moved"));
            Files.createSymbolicLink(place.root.resolve("a"), place.outside);

            assertThat(a.entry("b.txt")).isPresent();
            assertThat(a.entry("secret.txt")).isEmpty();
            assertThatThrownBy(() -> a.open("secret.txt")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> root.folder("a")).isInstanceOf(IOException.class);
        }
    }

    @Test
    public void byPathRefusesALinkThatTookTheFoldersPlace() throws IOException {
        place.file("a/b.txt", "inside");
        try (Folder root = PathFolder.open(place.root);
                Folder a = root.folder("a")) {
            assertThat(a.entry("b.txt")).isPresent();
            Files.move(place.root.resolve("a"), place.root.resolve("moved"));
            Files.createSymbolicLink(place.root.resolve("a"), place.outside);

            assertThatThrownBy(() -> a.open("secret.txt")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> root.folder("a")).isInstanceOf(IOException.class);
        }
    }

    @Test
    public void byPathFollowsNoLink() throws IOException {
        Files.createSymbolicLink(place.root.resolve("link"), place.outside.resolve("secret.txt"));
        Files.createSymbolicLink(place.root.resolve("folder"), place.outside);
        try (Folder root = PathFolder.open(place.root)) {

            assertThat(root.entry("link").orElseThrow().kind()).isEqualTo(FolderEntry.Kind.LINK);
            assertThatThrownBy(() -> root.open("link")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> root.folder("folder")).isInstanceOf(IOException.class);
        }
    }
}
