package io.patchbay.connectors.files.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.Content;
import io.patchbay.api.Contents;
import io.patchbay.api.Effect;
import io.patchbay.api.InvalidArgumentException;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.text.Digest;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.testing.TestingCallContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;

public class ToolsTest {

    @Rule
    public final Place place = new Place();

    private final TestingCallContext context = new TestingCallContext();

    @Test
    public void changeNothing() {
        for (Tool tool : List.of(
                ListTool.of(place::tree),
                FindTool.of(place::tree),
                ReadTool.of(place::tree),
                SearchTool.of(place::tree),
                InfoTool.of(place::tree))) {
            assertThat(tool.definition().effect()).isEqualTo(Effect.READ_ONLY);
            assertThat(tool.definition().openWorld()).isFalse();
        }
    }

    @Test
    public void listTheRoots() throws Exception {
        assertThat(text(list(Map.of()))).isEqualTo("docs/");
        assertThat(json(list(Map.of()))).isEqualTo("{\"entries\":[{\"path\":\"docs\",\"kind\":\"folder\"}]}");
    }

    @Test
    public void listAFolderInOrder() throws Exception {
        Files.setLastModifiedTime(place.file("b.md", "text"), FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z")));
        place.file("a/deep/c.txt", "c");
        place.file(".hidden", "x");
        Files.createSymbolicLink(place.root.resolve("link"), Path.of("b.md"));

        assertThat(json(list(Map.of("path", "docs"))))
                .isEqualTo(
                        "{\"entries\":[{\"path\":\"docs/a\",\"kind\":\"folder\"},{\"path\":\"docs/b.md\",\"kind\":\"file\",\"size\":4,"
                                + "\"modified\":\"2026-01-02T03:04:05.678Z\",\"mediaType\":\"text/markdown\"}]}");
        assertThat(text(list(Map.of("path", "docs"))))
                .isEqualTo("docs/a/\ndocs/b.md  4 bytes, 2026-01-02T03:04:05.678Z");
        assertThat(text(list(Map.of("path", "docs/a", "depth", 2))))
                .startsWith("docs/a/deep/\ndocs/a/deep/c.txt  1 bytes");
        assertThat(text(list(Map.of("depth", 2))).lines().map(line -> line.split(" ")[0]))
                .containsExactly("docs/a/", "docs/b.md");
    }

    @Test
    public void goOnWithAListing() throws Exception {
        for (String file : List.of("a/1", "a/2", "b/1", "c")) {
            place.file(file, "x");
        }
        Tree tree = new Tree(place.withLimits(10, 10, 2));
        Tool list = ListTool.of(() -> tree);

        String first = json(list.call(Arguments.of(Map.of("path", "docs", "depth", 5)), context));
        String second = json(list.call(Arguments.of(Map.of("path", "docs", "depth", 5, "after", "docs/a/1")), context));
        String third = json(list.call(Arguments.of(Map.of("path", "docs", "depth", 5, "after", "docs/b/")), context));

        assertThat(first)
                .contains("\"docs/a\"", "\"docs/a/1\"", "\"next\":\"docs/a/1\"")
                .doesNotContain("docs/a/2");
        assertThat(second)
                .contains("\"docs/a/2\"", "\"docs/b\"", "\"next\":\"docs/b/\"")
                .doesNotContain("docs/b/1");
        assertThat(third).contains("\"docs/b/1\"", "\"docs/c\"").doesNotContain("next");
        assertThat(list.call(Arguments.of(Map.of("path", "docs", "after", "elsewhere/x")), context))
                .isInstanceOf(ToolResult.Failed.class);
    }

    @Test
    public void findByName() throws Exception {
        for (String file : List.of("a/report.md", "a/report.txt", "b/c/report.md", "notes.md")) {
            place.file(file, "x");
        }

        assertThat(found("report.md", "")).containsExactly("docs/a/report.md", "docs/b/c/report.md");
        assertThat(found("*.{md,txt}", "docs/a")).containsExactly("docs/a/report.md", "docs/a/report.txt");
        assertThat(found("b/**/*.md", "docs")).containsExactly("docs/b/c/report.md");
        assertThat(found("[a-b]", "docs")).containsExactly("docs/a/", "docs/b/");
        assertThat(failure(FindTool.of(place::tree).call(Arguments.of(Map.of("pattern", "[a")), context)))
                .isEqualTo(
                        "The pattern has a '[' without a closing ']'. To match the character itself, write a backslash before it.");
    }

    @Test
    public void findNoMoreThanAnAnswerHolds() throws Exception {
        IntStream.range(0, 5).forEach(i -> place.file("f" + i, "x"));
        Tree few = new Tree(place.withLimits(10, 3, 10));
        Tree enough = new Tree(place.withLimits(10, 5, 10));

        assertThat(json(FindTool.of(() -> few).call(Arguments.of(Map.of("pattern", "f*")), context)))
                .contains("docs/f2", "\"complete\":false")
                .doesNotContain("docs/f3");
        assertThat(json(FindTool.of(() -> enough).call(Arguments.of(Map.of("pattern", "f*")), context)))
                .contains("docs/f4", "\"complete\":true");
    }

    @Test
    public void readText() throws Exception {
        place.file("a.txt", "\ufeffgrüße\n");
        place.file("utf16.txt", "\ufeffgrüße".getBytes(StandardCharsets.UTF_16LE));
        place.file("empty", "");

        assertThat(texts(read(Map.of("path", "docs/a.txt")))).containsExactly("grüße\n");
        assertThat(texts(read(Map.of("path", "docs/utf16.txt")))).containsExactly("grüße");
        assertThat(texts(read(Map.of("path", "docs/empty")))).containsExactly("");
    }

    @Test
    public void readBinary() throws Exception {
        byte[] bytes = {(byte) 0x89, 'P', 'N', 'G', 0, 1};
        place.file("a b.png", bytes);
        place.file("latin1.txt", new byte[] {'g', 'r', (byte) 0xFC, 'n'});

        Contents.Blob blob = blob(read(Map.of("path", "docs/a b.png")));
        assertThat(blob.data()).isEqualTo(bytes);
        assertThat(blob.uri()).isEqualTo("files://files/docs/a%20b.png");
        assertThat(blob.mimeType()).contains("image/png");
        assertThat(blob(read(Map.of("path", "docs/latin1.txt"))).mimeType()).contains("text/plain");
    }

    @Test
    public void readByLines() throws Exception {
        place.file("a.txt", "one\ntwo\r\nthree\rfour\n\nsix");

        assertThat(texts(read(Map.of("path", "docs/a.txt", "firstLine", 2, "lines", 2))))
                .containsExactly("two\nthree", "[Lines 2 to 3. Continue with firstLine=4.]");
        assertThat(texts(read(Map.of("path", "docs/a.txt", "firstLine", 5))))
                .containsExactly("\nsix", "[Lines 5 to 6. End of file.]");
        assertThat(texts(read(Map.of("path", "docs/a.txt", "lines", 100))))
                .containsExactly("one\ntwo\nthree\nfour\n\nsix");
        assertThat(failure(read(Map.of("path", "docs/a.txt", "firstLine", 7))))
                .isEqualTo("The file has only 6 lines. Use a smaller firstLine.");
        assertThat(texts(read(Map.of("path", "docs/a.txt", "firstLine", 6, "lines", Long.MAX_VALUE))))
                .containsExactly("six", "[Lines 6 to 6. End of file.]");
    }

    @Test
    public void readByBytesInWholeCharacters() throws Exception {
        place.file("a.txt", "aäö😀z");

        assertThat(texts(read(Map.of("path", "docs/a.txt", "offset", 0, "bytes", 2))))
                .containsExactly("a", "[Bytes 0 to 1 of 10. Continue with offset=1.]");
        assertThat(texts(read(Map.of("path", "docs/a.txt", "offset", 2, "bytes", 6))))
                .containsExactly("ö", "[Bytes 3 to 5 of 10. Continue with offset=5.]");
        assertThat(texts(read(Map.of("path", "docs/a.txt", "offset", 5))))
                .containsExactly("😀z", "[Bytes 5 to 10 of 10.]");
        assertThat(failure(read(Map.of("path", "docs/a.txt", "offset", 10))))
                .isEqualTo("The file has only 10 bytes. Use a smaller offset.");
        // Which the server tells the caller.
        assertThatThrownBy(() -> read(Map.of("path", "docs/a.txt", "offset", 1, "lines", 1)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Read by lines or by bytes, not by both.");
    }

    @Test
    public void cutWhatIsTooLongAndSayHowToGoOn() throws Exception {
        place.file("long.txt", "0123456789\nabc\n");
        place.file("long.bin", new byte[20]);
        Tree tree = new Tree(place.withLimits(12, 10, 10));
        Tool read = ReadTool.of(() -> tree);

        assertThat(texts(read.call(Arguments.of(Map.of("path", "docs/long.txt")), context)))
                .containsExactly("0123456789\na", "[Bytes 0 to 12 of 15. Continue with offset=12.]");
        assertThat(texts(read.call(Arguments.of(Map.of("path", "docs/long.txt", "lines", 9)), context)))
                .containsExactly("0123456789", "[Lines 1 to 1. Continue with firstLine=2.]");
        assertThat(failure(read.call(Arguments.of(Map.of("path", "docs/long.bin")), context)))
                .isEqualTo(
                        "The file 'docs/long.bin' was not read. The file has 20 bytes, and the limit is 12. Read the file in parts with the tool read (offset, bytes).");
        assertThat(blob(read.call(Arguments.of(Map.of("path", "docs/long.bin", "offset", 15)), context))
                        .data())
                .hasSize(5);
    }

    @Test
    public void readALineThatIsLongerThanAnAnswer() throws Exception {
        place.file("long.txt", "x".repeat(200_000) + "\nend");
        Tree tree = new Tree(place.withLimits(1_000, 10, 10));

        List<String> texts = texts(
                ReadTool.of(() -> tree).call(Arguments.of(Map.of("path", "docs/long.txt", "firstLine", 1)), context));

        assertThat(texts)
                .containsExactly(
                        "x".repeat(1_000),
                        "[Lines 1 to 1. The last line is cut. Read the rest of the line by bytes, or continue with firstLine=2.]");
        assertThat(texts(ReadTool.of(() -> tree)
                        .call(Arguments.of(Map.of("path", "docs/long.txt", "firstLine", 2)), context)))
                .containsExactly("end", "[Lines 2 to 2. End of file.]");
    }

    @Test
    public void searchInText() throws Exception {
        place.file("a.md", "one\nTwo words\nthree");
        place.file("b/c.txt", "words (and more)");
        place.file("b/d.bin", new byte[] {0, 'w', 'o', 'r', 'd', 's'});
        place.file(".hidden", "words");

        assertThat(json(search(Map.of("text", "words"))))
                .isEqualTo(
                        "{\"matches\":[{\"path\":\"docs/a.md\",\"line\":2,\"text\":\"Two words\",\"before\":[],\"after\":[]},"
                                + "{\"path\":\"docs/b/c.txt\",\"line\":1,\"text\":\"words (and more)\",\"before\":[],\"after\":[]}],\"files\":2,\"complete\":true}");
        assertThat(text(search(Map.of("text", "Two", "context", 1, "path", "docs/a.md"))))
                .isEqualTo("docs/a.md-1- one\ndocs/a.md:2: Two words\ndocs/a.md-3- three\n\nSearched 1 files.");
        assertThat(text(search(Map.of("text", "(and", "files", "*.txt"))))
                .startsWith("docs/b/c.txt:1: words (and more)")
                .endsWith("Searched 1 files.");
        assertThat(text(search(Map.of("text", "two", "ignoreCase", true)))).startsWith("docs/a.md:2:");
        assertThat(text(search(Map.of("text", "two")))).startsWith("Nothing found.");
        assertThat(text(search(Map.of("text", "^t.{3}e$", "regex", true)))).startsWith("docs/a.md:3: three");
        assertThat(failure(search(Map.of("text", "(", "regex", true))))
                .startsWith("'text' is not a valid regular expression in RE2 syntax: missing closing )");
    }

    @Test
    public void searchNoMoreThanAnAnswerHolds() throws Exception {
        place.file("a.txt", "x\n".repeat(10));
        Tree tree = new Tree(place.withLimits(10, 3, 10));

        assertThat(json(SearchTool.of(() -> tree).call(Arguments.of(Map.of("text", "x")), context)))
                .contains("\"line\":3", "\"complete\":false")
                .doesNotContain("\"line\":4");
    }

    @Test
    public void searchGivesUpOnARegexThatTakesForEver() throws Exception {
        assertThat(failure(search(Map.of("text", "((a{1000}){1000}){1000}", "regex", true))))
                .startsWith("This regular expression takes too long.");
    }

    @Test
    public void searchShowsWhatIsAroundInALongLine() throws Exception {
        place.file("min.js", "x".repeat(70_000) + "needle" + "y".repeat(10_000));

        String text = text(search(Map.of("text", "needle")));

        assertThat(text).contains("needle").contains("docs/min.js:1: …");
        assertThat(text.length()).isLessThan(600);
    }

    @Test
    public void stopWhenNobodyWaits() throws Exception {
        IntStream.range(0, 50).forEach(i -> place.file("f" + i, "x\n".repeat(1_000)));
        context.cancel();

        assertThat(json(search(Map.of("text", "x")))).contains("\"matches\":[]", "\"complete\":false");
        assertThat(json(FindTool.of(place::tree).call(Arguments.of(Map.of("pattern", "*")), context)))
                .contains("\"found\":[]", "\"complete\":false");
    }

    @Test
    public void tellAboutAFile() throws Exception {
        Files.setLastModifiedTime(place.file("a b", "text"), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        place.file("c.bin", new byte[] {0});

        assertThat(json(info("docs/a b")))
                .isEqualTo(
                        "{\"path\":\"docs/a b\",\"kind\":\"file\",\"uri\":\"files://files/docs/a%20b\",\"size\":4,\"modified\":\"2026-01-02T03:04:05Z\","
                                + "\"mediaType\":\"text/plain\",\"text\":true,\"sha256\":\""
                                + Digest.of("text".getBytes(StandardCharsets.UTF_8)) + "\"}");
        assertThat(json(info("docs/c.bin"))).contains("\"mediaType\":\"application/octet-stream\",\"text\":false");
        assertThat(json(info("docs"))).isEqualTo("{\"path\":\"docs\",\"kind\":\"folder\"}");
        assertThat(failure(info("docs/none")))
                .isEqualTo("There is no file or folder 'docs/none'. List a folder to see what exists.");
    }

    private ToolResult list(Map<String, ?> arguments) throws Exception {
        return ListTool.of(place::tree).call(Arguments.of(arguments), context);
    }

    private ToolResult read(Map<String, ?> arguments) throws Exception {
        return ReadTool.of(place::tree).call(Arguments.of(arguments), context);
    }

    private ToolResult search(Map<String, ?> arguments) throws Exception {
        return SearchTool.of(place::tree).call(Arguments.of(arguments), context);
    }

    private ToolResult info(String path) throws Exception {
        return InfoTool.of(place::tree).call(Arguments.of(Map.of("path", path)), context);
    }

    private List<String> found(String pattern, String path) throws Exception {
        String text =
                text(FindTool.of(place::tree).call(Arguments.of(Map.of("pattern", pattern, "path", path)), context));
        return text.lines().map(line -> line.split("  ")[0]).collect(Collectors.toList());
    }

    private static String json(ToolResult result) {
        return ((ToolResult.Complete) result).structured().orElseThrow().text();
    }

    private static String text(ToolResult result) {
        return String.join("\n", texts(result));
    }

    private static List<String> texts(ToolResult result) {
        return ((ToolResult.Complete) result)
                .content().stream()
                        .map(content -> ((Content.Text) content).text())
                        .toList();
    }

    private static Contents.Blob blob(ToolResult result) {
        return (Contents.Blob)
                ((Content.Embedded) ((ToolResult.Complete) result).content().get(0)).contents();
    }

    private static String failure(ToolResult result) {
        return ((ToolResult.Failed) result).message();
    }
}
