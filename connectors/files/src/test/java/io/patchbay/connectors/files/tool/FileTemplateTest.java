package io.patchbay.connectors.files.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.CallException;
import io.patchbay.api.Completion;
import io.patchbay.api.Contents;
import io.patchbay.api.Page;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.testing.TestingCallContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;

public class FileTemplateTest {

    @Rule
    public final Place place = new Place();

    private final TestingCallContext context = new TestingCallContext();

    @Test
    public void definesOneTemplateForAllFiles() {
        assertThat(template(place.settings()).definition().uriTemplate()).isEqualTo("files://files/{+path}");
    }

    @Test
    public void readsTextAndBinary() throws Exception {
        place.file("a ä.md", "# Hi");
        place.file("b.png", new byte[] {0, 1});

        assertThat(read("files://files/docs/a%20%C3%A4.md"))
                .isEqualTo(ResourceResult.text("files://files/docs/a%20%C3%A4.md", "text/markdown", "# Hi"));
        Contents.Blob blob = (Contents.Blob) ((ResourceResult.Complete) read("files://files/docs/b.png"))
                .contents()
                .get(0);
        assertThat(blob.data()).containsExactly(0, 1);
        assertThat(blob.mimeType()).contains("image/png");
    }

    @Test
    public void knowsNoResourceWhereThereIsNoFile() throws Exception {
        place.file("folder/a", "x");
        Files.createSymbolicLink(place.root.resolve("link"), place.outside.resolve("secret.txt"));

        for (String uri : List.of(
                "docs/none",
                "docs/folder",
                "docs",
                "docs/link",
                "docs/..%2Fsecret.txt",
                "docs/%2e%2e/secret.txt",
                "none/a")) {
            assertThat(read("files://files/" + uri)).as(uri).isEqualTo(ResourceResult.notFound());
        }
    }

    @Test
    public void saysThatAFileIsTooLargeToReadWhole() {
        place.file("large", "12345");

        assertThatThrownBy(() -> template(place.withLimits(4, 10, 10))
                        .read(URI.create("files://files/docs/large"), Map.of(), context))
                .isInstanceOf(CallException.class)
                .hasMessage(
                        "The file 'docs/large' was not read. The file has 5 bytes, and the limit is 4. Read the file in parts with the tool read (offset, bytes).");
    }

    @Test
    public void saysThatARootIsGone() throws Exception {
        Files.delete(place.root);

        assertThatThrownBy(() -> read("files://files/docs/a"))
                .isInstanceOf(CallException.class)
                .hasMessageContaining("root 'docs' does not exist");
        assertThat(all(place.settings())).isEmpty();
    }

    @Test
    public void listsAllFilesPageByPageInOrder() throws Exception {
        List<String> files = List.of("a.txt", "a/1", "a/2", "a/b/c/d", "a/b/e", "b", "z/1", "z/2", "ä", "日本");
        files.forEach(file -> place.file(file, "x"));
        Files.createDirectories(place.root.resolve("empty/more/empty"));
        place.file(".hidden/x", "x");
        Files.createSymbolicLink(place.root.resolve("loop"), Path.of("."));
        List<String> order = List.of(
                "docs/a/1",
                "docs/a/2",
                "docs/a/b/c/d",
                "docs/a/b/e",
                "docs/a.txt",
                "docs/b",
                "docs/z/1",
                "docs/z/2",
                "docs/ä",
                "docs/日本");

        for (int size : new int[] {1, 2, 3, 7, 100}) {
            assertThat(all(place.withLimits(10, 10, size)))
                    .as("pages of " + size)
                    .extracting(ResourceDefinition::name)
                    .containsExactlyElementsOf(order);
        }
    }

    @Test
    public void tellsWhatAListedFileIs() throws Exception {
        Instant modified = Instant.parse("2026-01-02T03:04:05Z");
        Files.setLastModifiedTime(place.file("a/b c.md", "text"), FileTime.from(modified));

        ResourceDefinition resource = all(place.settings()).get(0);

        assertThat(resource.uri()).isEqualTo("files://files/docs/a/b%20c.md");
        assertThat(resource.title()).contains("b c.md");
        assertThat(resource.mimeType()).contains("text/markdown");
        assertThat(resource.size()).hasValue(4);
        assertThat(resource.annotations().lastModified()).contains(modified);
        assertThat(template(place.settings()).read(URI.create(resource.uri()), Map.of(), context))
                .isInstanceOf(ResourceResult.Complete.class);
    }

    @Test
    public void listsAHugeFolderInOrder() throws Exception {
        IntStream.range(0, 1_200).forEach(i -> place.file("huge/f%05d".formatted(i), ""));

        assertThat(all(place.settings()))
                .extracting(ResourceDefinition::name)
                .hasSize(1_200)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    public void goesOnAfterAPlaceThatIsGone() throws Exception {
        for (String file : List.of("a/1", "b/1", "b/2", "c")) {
            place.file(file, "x");
        }
        FileTemplate template = template(place.withLimits(10, 10, 2));
        Page<ResourceDefinition> first = template.list(Optional.empty(), context);
        Files.delete(place.root.resolve("b/1"));
        Files.move(place.root.resolve("b"), place.root.resolve("bb"));

        assertThat(first.items()).extracting(ResourceDefinition::name).containsExactly("docs/a/1", "docs/b/1");
        assertThat(template.list(first.next(), context).items())
                .extracting(ResourceDefinition::name)
                .containsExactly("docs/bb/2", "docs/c");
    }

    @Test
    public void takesAnyCursorForAPlaceInTheOrder() throws Exception {
        place.file("a", "x");

        for (String cursor :
                List.of("", "docs", "docs/", "../../etc/passwd", "docs/../..", "\0", "docs/a/b/c", "/".repeat(5_000))) {
            assertThat(template(place.settings())
                            .list(Optional.of(cursor), context)
                            .items())
                    .as(cursor)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    public void proposesPathsFolderByFolder() throws Exception {
        for (String file : List.of("guide/start.md", "guide/stop.md", "guide/sub/x", "glossary.md", ".git/x")) {
            place.file(file, "x");
        }

        assertThat(complete("").values()).containsExactly("docs/");
        assertThat(complete("d").values()).containsExactly("docs/");
        assertThat(complete("docs/").values()).containsExactly("docs/glossary.md", "docs/guide/");
        assertThat(complete("docs/guide/st").values()).containsExactly("docs/guide/start.md", "docs/guide/stop.md");
        assertThat(complete("docs/.").values()).isEmpty();
        assertThat(complete("docs/../").values()).isEmpty();
        assertThat(complete("/").values()).isEmpty();
        assertThat(complete("none/x").values()).isEmpty();
        assertThat(template(place.settings()).complete("other", "d", Map.of(), context))
                .isEqualTo(Completion.none());
    }

    @Test
    public void proposesNoMoreThanClientsTake() throws Exception {
        IntStream.range(0, 150).forEach(i -> place.file("f%03d".formatted(i), ""));

        assertThat(complete("docs/f").values())
                .hasSize(100)
                .startsWith("docs/f000")
                .endsWith("docs/f099");
        assertThat(complete("docs/f").more()).isTrue();
    }

    private List<ResourceDefinition> all(FilesSettings settings) throws IOException {
        List<ResourceDefinition> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<ResourceDefinition> page = template(settings).list(cursor, context);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }

    private Completion complete(String typed) throws IOException {
        return template(place.settings()).complete("path", typed, Map.of(), context);
    }

    private ResourceResult read(String uri) throws Exception {
        return template(place.settings()).read(URI.create(uri), Map.of(), context);
    }

    private static FileTemplate template(FilesSettings settings) {
        Tree tree = new Tree(settings);
        return new FileTemplate("files", () -> tree);
    }
}
