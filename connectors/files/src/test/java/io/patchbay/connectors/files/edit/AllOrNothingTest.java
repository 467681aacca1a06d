package io.patchbay.connectors.files.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.ToolResult;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.text.Digest;
import io.patchbay.connectors.files.tool.Desk;
import io.patchbay.connectors.files.tool.DeskTest;
import io.patchbay.connectors.files.tool.ListTool;
import io.patchbay.connectors.files.tool.ReadTool;
import io.patchbay.connectors.files.tree.FaultyStream;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.Folder;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Stamp;
import io.patchbay.connectors.files.tree.TemporaryNames;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.testing.TestingCallContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;

/** Whatever goes wrong half-way, and whoever writes at the same time: a file is the old one or the new one, whole. */
public class AllOrNothingTest {

    @Rule
    public final Place place = new Place();

    @Test
    public void aFullDiskLeavesTheOldFile() {
        place.file("a.txt", "old content");
        Desk full = faulty(5, () -> {});

        assertThat(full.call("write", Map.of("path", "docs/a.txt", "text", "new content")))
                .isEqualTo(
                        "The path 'docs/a.txt' could not be changed: No space left on device. Try again later, or tell the operator of this server.");
        assertThat(full.code("create", Map.of("path", "docs/b.txt", "text", "new content")))
                .isEqualTo("not_written");
        assertThat(full.code("edit", Map.of("path", "docs/a.txt", "edits", DeskTest.edits("old", "new"))))
                .isEqualTo("not_written");

        assertThat(place.root.resolve("a.txt")).hasContent("old content");
        DeskTest.onlyNames(place.root, "a.txt");
    }

    @Test
    public void aStepThatFailsLeavesTheOldFileAndNothingElse() {
        place.file("a.txt", "old");
        Desk failing = faulty(1_000, () -> {
            throw new AccessDeniedException("/somewhere/secret");
        });

        assertThat(failing.call("write", Map.of("path", "docs/a.txt", "text", "new")))
                .isEqualTo(
                        "The path 'docs/a.txt' could not be changed: Permission denied. Try again later, or tell the operator of this server.");
        assertThat(failing.code("create", Map.of("path", "docs/b.txt", "text", "new")))
                .isEqualTo("not_written");
        assertThat(failing.code("move", Map.of("from", "docs/a.txt", "to", "docs/c.txt")))
                .isEqualTo("not_written");
        assertThat(failing.code("make_folder", Map.of("path", "docs/folder"))).isEqualTo("not_written");

        assertThat(place.root.resolve("a.txt")).hasContent("old");
        DeskTest.onlyNames(place.root, "a.txt");
    }

    @Test
    public void somebodyElsesFileIsNotReplacedByANewOne() {
        Desk late = faulty(1_000, () -> {});
        place.file("a.txt", "theirs");

        assertThat(late.code("create", Map.of("path", "docs/a.txt", "text", "ours")))
                .isEqualTo("already_exists");
        assertThat(place.root.resolve("a.txt")).hasContent("theirs");
    }

    /** Who finds the name taken by an empty file and writes into it, keeps what they wrote. */
    @Test
    public void whatSomebodyWroteIntoTheReservedFileStays() throws Exception {
        Writer writer = new Writer(() -> new Tree(place.writable()), () -> {}, TemporaryNames.unknown());
        Stamp taken = new Tree(place.writable()).change(FilePath.of("docs/a.txt"), folder -> {
            Stamp reserved = writer.reserve(folder, FilePath.of("docs/a.txt"));
            Files.writeString(place.root.resolve("a.txt"), "theirs");
            writer.release(folder, FilePath.of("docs/a.txt"), reserved);
            return reserved;
        });

        assertThat(taken.size()).isZero();
        assertThat(place.root.resolve("a.txt")).hasContent("theirs");
    }

    @Test
    public void aCallThatNobodyWaitsForChangesNothing() {
        place.file("a.txt", "old");
        TestingCallContext context = new TestingCallContext();
        context.cancel();
        Desk desk = new Desk(place.writable());

        for (Map.Entry<String, Map<String, ?>> call : Map.<String, Map<String, ?>>of(
                        "write", Map.of("path", "docs/a.txt", "text", "new"),
                        "create", Map.of("path", "docs/b.txt", "text", "new"),
                        "delete", Map.of("path", "docs/a.txt"),
                        "move", Map.of("from", "docs/a.txt", "to", "docs/b.txt"),
                        "make_folder", Map.of("path", "docs/f"))
                .entrySet()) {
            assertThat(desk.result(call.getKey(), call.getValue(), context))
                    .as(call.getKey())
                    .isInstanceOf(ToolResult.Failed.class);
        }
        assertThat(place.root.resolve("a.txt")).hasContent("old");
        DeskTest.onlyNames(place.root, "a.txt");
    }

    @Test
    public void anInterruptedCallLeavesTheOldFile() {
        place.file("a.txt", "old");
        Desk desk = new Desk(place.writable());

        Thread.currentThread().interrupt();
        String answer = desk.call("write", Map.of("path", "docs/a.txt", "text", "new"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer).doesNotContain("Changed");
        assertThat(place.root.resolve("a.txt")).hasContent("old");
        DeskTest.onlyNames(place.root, "a.txt");
    }

    @Test
    public void clearsAwayWhatAKilledServerLeft() throws Exception {
        Path old = aged(
                Files.createFile(place.root.resolve(TemporaryNames.unknown().name())));
        Path folder = aged(Files.createDirectory(
                place.root.resolve(TemporaryNames.unknown().name())));
        Path young =
                Files.createFile(place.root.resolve(TemporaryNames.unknown().name()));
        Path own = aged(Files.createFile(place.root.resolve(".patchbay-notes.tmp")));

        new Desk(place.writable()).call("create", Map.of("path", "docs/a", "text", ""));

        assertThat(old).doesNotExist();
        assertThat(folder).doesNotExist();
        assertThat(young).exists();
        assertThat(own).exists();
    }

    @Test
    public void nobodySeesWhatIsStillBeingWritten() throws Exception {
        Path temporary =
                Files.writeString(place.root.resolve(TemporaryNames.unknown().name()), "half");
        Tree tree = new Tree(place.withHidden());

        assertThat(Desk.text(ListTool.of(() -> tree)
                        .call(io.patchbay.api.Arguments.of(Map.of("path", "docs")), new TestingCallContext())))
                .isEqualTo("No files or folders.");
        assertThat(Desk.text(ReadTool.of(() -> tree)
                        .call(
                                io.patchbay.api.Arguments.of(Map.of("path", "docs/" + temporary.getFileName())),
                                new TestingCallContext())))
                .startsWith("There is no file");
    }

    /** Readers meanwhile see one of the two, whole. */
    @Test(timeout = 600_000)
    public void readersSeeTheOldOrTheNewWhole() throws Exception {
        Desk desk = new Desk(place.writable());
        String[] contents = {"a".repeat(50_000), "b".repeat(70_000)};
        Path file = place.file("a.txt", contents[0]);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<Integer> reads = threads.submit(() -> {
            int count = 0;
            while (!done.get() || count < 100) {
                assertThat(Files.readString(file)).isIn((Object[]) contents);
                count++;
            }
            return count;
        });

        for (int i = 0; i < 100; i++) {
            assertThat(desk.code("write", Map.of("path", "docs/a.txt", "text", contents[i % 2])))
                    .isEmpty();
        }
        done.set(true);

        assertThat(reads.get()).isPositive();
        threads.shutdown();
    }

    /** Many add one to a number, each sure of what it read: no addition is lost. */
    @Test(timeout = 600_000)
    public void noUpdateIsLost() throws Exception {
        Desk desk = new Desk(place.writable());
        Path file = place.file("count", "0");
        int writers = 4;
        int each = 25;
        AtomicInteger refused = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Future<?>> running = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            running.add(threads.submit(() -> {
                for (int done = 0; done < each; ) {
                    byte[] seen = Files.readAllBytes(file);
                    String next = String.valueOf(Integer.parseInt(new String(seen, StandardCharsets.UTF_8)) + 1);
                    String code = desk.code(
                            "write", Map.of("path", "docs/count", "text", next, "expectedSha256", Digest.of(seen)));
                    assertThat(code).isIn("", "changed");
                    done += code.isEmpty() ? 1 : 0;
                    refused.addAndGet(code.isEmpty() ? 0 : 1);
                }
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();

        assertThat(file).hasContent(String.valueOf(writers * each));
        DeskTest.onlyNames(place.root, "count");
    }

    /** Of many that create the same file one does, and the file is its. */
    @Test(timeout = 600_000)
    public void oneOfManyCreatesAFile() throws Exception {
        Desk desk = new Desk(place.writable());
        Desk other = new Desk(place.writable());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 50; round++) {
            String path = "docs/" + round;
            List<Future<String>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String text = "from " + i;
                Desk one = i % 2 == 0 ? desk : other;
                running.add(threads.submit(() ->
                        one.code("create", Map.of("path", path, "text", text)).isEmpty() ? text : ""));
            }
            List<String> winners = new ArrayList<>();
            for (Future<String> one : running) {
                if (!one.get().isEmpty()) {
                    winners.add(one.get());
                }
            }
            assertThat(winners).hasSize(1);
            assertThat(place.root.resolve(String.valueOf(round))).hasContent(winners.get(0));
        }
        threads.shutdown();
    }

    private Desk faulty(int room, Writer.Step beforeMove) {
        return new Desk(new Tree(place.writable(), root -> stream(root, room, beforeMove)));
    }

    @SuppressWarnings("unchecked")
    private static Folder stream(Path root, int room, Writer.Step beforeMove) throws IOException {
        return new HandleFolder(
                new FaultyStream((SecureDirectoryStream<Path>) Files.newDirectoryStream(root), room, beforeMove));
    }

    private static Path aged(Path path) throws IOException {
        return Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }
}
