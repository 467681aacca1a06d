package io.patchbay.connectors.files.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallException;
import io.patchbay.api.Completion;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.Tool;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.Desk;
import io.patchbay.connectors.files.tool.FileTemplate;
import io.patchbay.connectors.files.tool.FindTool;
import io.patchbay.connectors.files.tool.InfoTool;
import io.patchbay.connectors.files.tool.ListTool;
import io.patchbay.connectors.files.tool.ReadTool;
import io.patchbay.connectors.files.tool.SearchTool;
import io.patchbay.connectors.files.tree.FailingStream;
import io.patchbay.connectors.files.tree.FilesLimits;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.Folder;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.testing.TestingCallContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;

/** What a disk cannot give is said, and the rest is given. */
public class LeftOutTest {

    private static final List<IOException> FAILURES = List.of(
            new AccessDeniedException("."),
            new FileSystemException(".", null, "Input/output error"),
            new FileSystemException(".", null, "Stale file handle"),
            new IOException("Input/output error"));

    @Rule
    public final Place place = new Place();

    @Test
    public void aFolderThatCannotBeListedLeavesTheOthersAlone() throws Exception {
        for (String file : List.of("a/1.md", "bad/2.md", "half/3.md", "half/4.md", "z/5.md")) {
            place.file(file, "needle");
        }
        place.file("bad.md", "needle");
        for (IOException failure : FAILURES) {
            Tree tree = failing(failure);

            String found = call(FindTool.of(() -> tree), Map.of("pattern", "*.md"));
            assertThat(found)
                    .as("%s", failure)
                    .contains(
                            "docs/a/1.md",
                            "docs/z/5.md",
                            "Left out: 2 entries that cannot be read ('docs/bad', 'docs/half').");
            assertThat(call(ListTool.of(() -> tree), Map.of("path", "docs", "depth", 9)))
                    .contains("docs/a/1.md", "docs/z/5.md", "('docs/bad', 'docs/half').");
            assertThat(call(SearchTool.of(() -> tree), Map.of("text", "needle")))
                    .contains(
                            "docs/a/1.md:1",
                            "docs/z/5.md:1",
                            "Left out: 3 entries that cannot be read ('docs/bad', 'docs/bad.md', 'docs/half').");
            TestingCallContext context = new TestingCallContext();
            List<ResourceDefinition> resources = new FileTemplate("files", () -> tree)
                    .list(Optional.empty(), context)
                    .items();
            assertThat(resources).extracting(ResourceDefinition::name).contains("docs/a/1.md", "docs/z/5.md");
            assertThat(context.logs())
                    .singleElement()
                    .asString()
                    .contains("Left out: 2 entries that cannot be read ('docs/bad', 'docs/half').");
        }
    }

    @Test
    public void askedForItselfItIsAnAnswer() throws Exception {
        place.file("bad/2.md", "x");
        place.file("bad.md", "x");
        for (IOException failure : FAILURES) {
            Tree tree = failing(failure);
            for (String answer : List.of(
                    call(ListTool.of(() -> tree), Map.of("path", "docs/bad")),
                    call(FindTool.of(() -> tree), Map.of("path", "docs/bad", "pattern", "*")),
                    call(SearchTool.of(() -> tree), Map.of("path", "docs/bad", "text", "x")))) {
                assertThat(answer)
                        .startsWith("The path 'docs/bad' cannot be read")
                        .doesNotContain(place.root.toString());
            }
            for (String answer : List.of(
                    call(ReadTool.of(() -> tree), Map.of("path", "docs/bad.md")),
                    call(InfoTool.of(() -> tree), Map.of("path", "docs/bad.md")),
                    call(SearchTool.of(() -> tree), Map.of("path", "docs/bad.md", "text", "x")))) {
                assertThat(answer)
                        .startsWith("The path 'docs/bad.md' cannot be read")
                        .doesNotContain(place.root.toString());
            }
            assertThat(call(ReadTool.of(() -> tree), Map.of("path", "docs/bad.md", "lines", 2)))
                    .startsWith("The path 'docs/bad.md' cannot be read");
            FileTemplate template = new FileTemplate("files", () -> tree);
            assertThatThrownBy(() ->
                            template.read(URI.create("files://files/docs/bad.md"), Map.of(), new TestingCallContext()))
                    .isInstanceOf(CallException.class)
                    .hasMessageStartingWith("The path 'docs/bad.md' cannot be read");
            assertThat(template.complete("path", "docs/bad/", Map.of(), new TestingCallContext()))
                    .isEqualTo(Completion.none());
        }
        assertThat(call(ReadTool.of(() -> failing(FAILURES.get(3))), Map.of("path", "docs/bad.md")))
                .isEqualTo(
                        "The path 'docs/bad.md' cannot be read: Input/output error. Continue without this path, or tell the operator of this server.");
    }

    @Test
    public void aRootThatCannotBeListedLeavesTheOthersAlone() throws Exception {
        place.file("1.md", "needle");
        Files.writeString(place.more.resolve("2.md"), "needle");
        FilesSettings settings = new FilesSettings(
                "files",
                Map.of("docs", place.root, "odd", place.more),
                Set.of(),
                FilesLimits.DEFAULTS,
                false,
                false,
                false);
        for (IOException failure : FAILURES) {
            Tree tree = new Tree(settings, root -> opened(root, root.equals(place.more) ? "bad" : "", failure));

            assertThat(call(FindTool.of(() -> tree), Map.of("pattern", "*")))
                    .startsWith("docs/1.md")
                    .contains("cannot be read ('odd').");
            assertThat(call(SearchTool.of(() -> tree), Map.of("text", "needle")))
                    .startsWith("docs/1.md:1")
                    .contains("cannot be read ('odd').");
            assertThat(call(ListTool.of(() -> tree), Map.of("depth", 2)))
                    .startsWith("docs/1.md")
                    .contains("cannot be read ('odd').");
            assertThat(call(ListTool.of(() -> tree), Map.of("path", "odd")))
                    .isEqualTo(
                            failure instanceof AccessDeniedException
                                    ? "The folder of the root 'odd' cannot be read: the server has no permission. Tell the operator of this server."
                                    : "The folder of the root 'odd' cannot be read at the moment: "
                                            + (failure.getMessage().endsWith("handle")
                                                    ? "Stale file handle"
                                                    : "Input/output error")
                                            + ". Tell the operator of this server.");
        }
    }

    @Test
    public void namesThatCannotBeSaidAreCountedOnce() throws Exception {
        place.file("a/x.md", "needle");
        Files.writeString(place.root.resolve("back\\slash.txt"), "x");
        Files.writeString(place.root.resolve("new\nline"), "x");
        Files.writeString(place.root.resolve("a/.hid\\den"), "x");
        assertThat(new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'latin-\\374')\"")
                        .directory(place.root.toFile())
                        .start()
                        .waitFor())
                .isZero();
        Tree tree = new Tree(place.withLimits(100, 100, 1));
        String said =
                "Left out: 3 entries with names that cannot be used in a path (not UTF-8, a backslash or a control character), in 'docs'.";

        String first = call(ListTool.of(() -> tree), Map.of("path", "docs", "depth", 2));
        assertThat(first).contains(said).contains("There are more entries. List again with after='docs/a/'.");
        assertThat(call(ListTool.of(() -> tree), Map.of("path", "docs", "depth", 2, "after", "docs/a/")))
                .startsWith("docs/a/x.md")
                .doesNotContain("Left out");
        assertThat(call(FindTool.of(() -> tree), Map.of("pattern", "*.md"))).contains("docs/a/x.md", said);
        assertThat(call(SearchTool.of(() -> tree), Map.of("text", "needle"))).contains("docs/a/x.md", said);
        assertThat(call(ListTool.of(() -> new Tree(place.withHidden())), Map.of("path", "docs/a")))
                .contains("Left out: 1 entry with names");
        TestingCallContext context = new TestingCallContext();
        new FileTemplate("files", () -> tree).list(Optional.empty(), context);
        assertThat(context.logs()).singleElement().asString().contains(said);
    }

    @Test
    public void whatIsNotLeftOutIsNotSpokenOf() {
        place.file("a.txt", "x".repeat(10));
        place.file(".hidden", "x");

        assertThat(call(ListTool.of(place::tree), Map.of("path", "docs"))).doesNotContain("Left out");
    }

    private Tree failing(IOException failure) {
        return new Tree(place.settings(), root -> opened(root, "", failure));
    }

    @SuppressWarnings("unchecked")
    private static Folder opened(Path root, String name, IOException failure) throws IOException {
        return new HandleFolder(
                new FailingStream((SecureDirectoryStream<Path>) Files.newDirectoryStream(root), name, failure));
    }

    private static String call(Tool tool, Map<String, ?> arguments) {
        try {
            return Desk.text(tool.call(Arguments.of(arguments), new TestingCallContext()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
