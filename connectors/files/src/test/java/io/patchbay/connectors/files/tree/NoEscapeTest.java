package io.patchbay.connectors.files.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.api.Contents;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.FileTemplate;
import io.patchbay.connectors.files.tool.FindTool;
import io.patchbay.connectors.files.tool.InfoTool;
import io.patchbay.connectors.files.tool.ListTool;
import io.patchbay.connectors.files.tool.ReadTool;
import io.patchbay.connectors.files.tool.SearchTool;
import io.patchbay.testing.TestingCallContext;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Whatever is asked for and whoever changes the folders meanwhile: nothing outside of a root is ever read. */
public class NoEscapeTest {

    private static final String[] PIECES = {
        "docs",
        "a",
        "b.txt",
        "link",
        "up",
        "parent",
        "loop",
        "..",
        ".",
        "",
        "...",
        ".. ",
        "..\0",
        "%2e%2e",
        "%2E%2E",
        "%252e%252e",
        "..%2f",
        "..%5c",
        "\\",
        "..\\",
        "/",
        "//",
        "%2f",
        "%5c",
        "~",
        "C:",
        "C:\\",
        "outside",
        "secret.txt",
        "passwd",
        "etc",
        "proc",
        "self",
        "root",
        "fd",
        "\u2025",
        "\uff0e\uff0e",
        "\u002e\u0301.",
        "\n",
        "\u202e",
        "%00",
        "%c0%ae%c0%ae",
        "file:",
        "file://",
        "*",
        "?",
        "[",
        "\ud83d\ude00",
        "\ud800",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    };

    @Rule
    public final Place place = new Place();

    @Before
    public void putLinksIntoTheRoot() throws IOException {
        place.file("a/b.txt", "inside");
        place.file("b.txt", "inside");
        Files.createSymbolicLink(place.root.resolve("link"), place.outside.resolve("secret.txt"));
        Files.createSymbolicLink(place.root.resolve("outside"), place.outside);
        Files.createSymbolicLink(place.root.resolve("a/up"), Path.of("../../outside"));
        Files.createSymbolicLink(place.root.resolve("parent"), Path.of(".."));
        Files.createSymbolicLink(place.root.resolve("loop"), Path.of("."));
        Files.createSymbolicLink(place.root.resolve("root"), Path.of("/"));
    }

    @Test
    public void readsNothingOutsideByAnyPath() throws Exception {
        Random random = new Random(20_261_120);
        int read = 0;
        for (Tree tree : trees()) {
            List<Tool> tools = List.of(
                    ReadTool.of(() -> tree),
                    SearchTool.of(() -> tree),
                    ListTool.of(() -> tree),
                    FindTool.of(() -> tree),
                    InfoTool.of(() -> tree));
            FileTemplate template = new FileTemplate("files", () -> tree);
            for (int i = 0; i < 1_000; i++) {
                String path = path(random);
                Tool tool = tools.get(i % tools.size());
                read += harmless(path, tool.call(arguments(tool, path), new TestingCallContext())) ? 1 : 0;
                template.complete("path", path, Map.of(), new TestingCallContext())
                        .values()
                        .forEach(value -> assertThat(value).doesNotContain("secret"));
                readUri(template, "files://files/" + path);
            }
        }
        assertThat(read).as("how many paths led to something").isPositive();
    }

    /** Threads swap a folder, and a file, for a link that leads out, as fast as they can. */
    @Test(timeout = 600_000)
    public void readsNothingOutsideWhileLinksAreSwapped() throws Exception {
        place.file("swap/folder/secret.txt", "inside");
        place.file("swap/real/secret.txt", "inside");
        place.file("swap/file.txt", "inside");
        AtomicBoolean done = new AtomicBoolean();
        Thread folders = swapping(done, place.root.resolve("swap/folder"), place.outside);
        Thread files = swapping(done, place.root.resolve("swap/file.txt"), place.outside.resolve("secret.txt"));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger missed = new AtomicInteger();
        try {
            for (Tree tree : List.of(place.tree(), new Tree(place.withLinks()))) {
                Tool search = SearchTool.of(() -> tree);
                for (int i = 0; i < 2_000 || inside.get() < 100 || missed.get() < 100; i++) {
                    for (String path : List.of("docs/swap/folder/secret.txt", "docs/swap/file.txt")) {
                        try {
                            assertThat(Place.read(tree, FilePath.of(path))).isIn("inside", "");
                            inside.incrementAndGet();
                        } catch (FileProblem e) {
                            missed.incrementAndGet();
                        }
                    }
                    if (i % 20 == 0) {
                        harmless(
                                "search",
                                search.call(Arguments.of(Map.of("text", "OUTSIDE")), new TestingCallContext()));
                    }
                }
            }
        } finally {
            done.set(true);
            folders.join();
            files.join();
        }
    }

    private List<Tree> trees() {
        return List.of(
                place.tree(),
                new Tree(place.withLinks()),
                new Tree(place.withHidden()),
                new Tree(place.settings(), PathFolder::open),
                new Tree(place.withLinks(), PathFolder::open));
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder(random.nextInt(4) == 0 ? "" : "docs/");
        for (int i = random.nextInt(6); i >= 0; i--) {
            path.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextInt(3) == 0 ? "" : "/");
        }
        return path.toString();
    }

    private static Arguments arguments(Tool tool, String path) {
        Map<String, Object> arguments = new HashMap<>(Map.of("path", path));
        if (tool.definition().name().equals("search")) {
            arguments.put("text", "OUT");
        }
        if (tool.definition().name().equals("find")) {
            arguments.put("pattern", "*");
        }
        return Arguments.of(arguments);
    }

    /** Whether it answered at all. */
    private static boolean harmless(String path, ToolResult result) {
        if (result instanceof ToolResult.Complete complete) {
            String text = complete.toString();
            assertThat(text)
                    .as(path)
                    .doesNotContain("OUTSIDE")
                    .doesNotContain("root:x:")
                    .doesNotContain("secret.txt  ");
            return true;
        }
        return false;
    }

    private static void readUri(FileTemplate template, String text) throws Exception {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return;
        }
        if (template.read(uri, Map.of(), new TestingCallContext()) instanceof ResourceResult.Complete complete) {
            assertThat(((Contents.Text) complete.contents().get(0)).text())
                    .as(text)
                    .isEqualTo("inside");
        }
    }

    private static Thread swapping(AtomicBoolean done, Path path, Path target) {
        Path aside = path.resolveSibling(path.getFileName() + ".aside");
        Thread thread = new Thread(() -> {
            while (!done.get()) {
                try {
                    Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
                    Files.createSymbolicLink(path, target);
                    Files.delete(path);
                    Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
        thread.start();
        return thread;
    }
}
