package io.patchbay.connectors.files.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.ToolResult;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.ListTool;
import io.patchbay.connectors.files.tool.SearchTool;
import io.patchbay.testing.TestingCallContext;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What the server's user may not read: a file system that says no, as it never does to the superuser. */
public class UnreadableTest {

    @Rule
    public final Place place = new Place();

    private Tree tree;

    @Before
    public void denySome() {
        place.file("a.txt", "word");
        place.file("denied.txt", "word");
        place.file("denied/b.txt", "word");
        place.file("nameless/hidden.txt", "word");
        place.file("z.txt", "word");
        tree = new Tree(place.settings(), root -> new Denying(PathFolder.open(root)));
    }

    @Test
    public void isSaidOfAFileWithoutItsPlaceOnTheDisk() {
        assertThatThrownBy(() -> Place.read(tree, FilePath.of("docs/denied.txt")))
                .isInstanceOf(FileProblem.class)
                .hasMessage(
                        "The path 'docs/denied.txt' cannot be read. Continue without this path, or tell the operator of this server.");
        assertThatThrownBy(() -> Place.read(tree, FilePath.of("docs/denied/b.txt")))
                .hasMessage(
                        "The path 'docs/denied/b.txt' cannot be read. Continue without this path, or tell the operator of this server.");
    }

    @Test
    public void isLeftOutOfASearchAndOfAListing() throws Exception {
        ToolResult.Complete found = (ToolResult.Complete)
                SearchTool.of(() -> tree).call(Arguments.of(Map.of("text", "word")), new TestingCallContext());
        ToolResult.Complete listed = (ToolResult.Complete)
                ListTool.of(() -> tree).call(Arguments.of(Map.of("depth", 9)), new TestingCallContext());

        assertThat(found.structured().orElseThrow().text())
                .contains(
                        "docs/a.txt",
                        "docs/z.txt",
                        "\"files\":2",
                        "\"complete\":true",
                        "\"leftOut\":\"Left out: 3 entries that cannot be read ('docs/denied', 'docs/denied.txt', 'docs/nameless/hidden.txt').\"");
        assertThat(listed.structured().orElseThrow().text())
                .contains("docs/a.txt", "\"docs/denied\"", "docs/denied.txt", "docs/z.txt")
                .doesNotContain("b.txt");
        assertThat(listed.structured().orElseThrow().text())
                .contains("Left out: 2 entries that cannot be read ('docs/denied', 'docs/nameless/hidden.txt').");
    }

    private record Denying(Folder folder) implements Folder {

        @Override
        public Optional<Stamp> stamp() throws IOException {
            return folder.stamp();
        }

        @Override
        public Optional<FolderEntry> entry(String name) throws IOException {
            return folder.entry(name);
        }

        @Override
        public Optional<FolderEntry> listedEntry(String name) throws IOException {
            deny(name, "hidden");
            return folder.listedEntry(name);
        }

        @Override
        public void forEachName(Consumer<String> consumer, Consumer<String> unusable) throws IOException {
            folder.forEachName(consumer, unusable);
        }

        @Override
        public Folder folder(String name) throws IOException {
            deny(name, "denied");
            return new Denying(folder.folder(name));
        }

        @Override
        public SeekableByteChannel open(String name) throws IOException {
            deny(name, "denied");
            return folder.open(name);
        }

        @Override
        public void close() throws IOException {
            folder.close();
        }

        private static void deny(String name, String start) throws IOException {
            if (name.startsWith(start)) {
                throw new AccessDeniedException("/somewhere/" + name);
            }
        }
    }
}
