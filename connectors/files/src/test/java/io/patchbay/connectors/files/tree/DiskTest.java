package io.patchbay.connectors.files.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.Arguments;
import io.patchbay.api.Tool;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.Desk;
import io.patchbay.connectors.files.tool.FindTool;
import io.patchbay.connectors.files.tool.OnDisk;
import io.patchbay.connectors.files.tool.ReadTool;
import io.patchbay.connectors.files.tool.SearchTool;
import io.patchbay.testing.TestingCallContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** A pipe in the place of a file, put there after it was looked at, and a disk that hangs: each stalls itself, and nothing else. */
public class DiskTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Rule
    public final Place place = new Place();

    private final DiskThreads disk =
            new DiskThreads(new DiskThreads.Timing(Duration.ofMillis(500), Duration.ofMillis(2_000), LONG));
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final PipedStream.Swapped swapped = new PipedStream.Swapped();
    private Tree tree;

    @Before
    public void swap() throws Exception {
        for (String name : List.of("pf", "p1", "p2", "p3", "other.txt")) {
            place.file(name, "inside");
        }
        Files.writeString(place.more.resolve("more.txt"), "inside");
        swapped.names = Set.of("pf", "p1", "p2", "p3");
        assertThat(new ProcessBuilder("mkfifo", place.root.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        FilesSettings settings = new FilesSettings(
                "files",
                Map.of("docs", place.root, "more", place.more),
                Set.of(),
                FilesLimits.DEFAULTS,
                false,
                false,
                false);
        tree = new Tree(settings, root -> new HandleFolder(PipedStream.of(root, swapped)));
    }

    @After
    public void free() {
        freed(disk);
        callers.shutdownNow();
        disk.close();
    }

    @Test(timeout = 120_000)
    public void aPipeStallsItselfAndNoOtherFile() throws Exception {
        List<Future<String>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            calls.add(callers.submit(() -> read("docs/pf")));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(read("docs/other.txt")).isEqualTo("inside");
        }
        for (Future<String> call : calls) {
            assertThat(call.get()).startsWith("The path 'docs/pf' does not respond");
        }
        assertThat(disk.stuckPaths()).containsOnlyKeys("docs");
        assertThat(read("docs/pf")).as("refused at once").startsWith("The path 'docs/pf' does not respond");
        assertThat(call(SearchTool.of(() -> tree), Map.of("text", "inside", "files", "{pf,o*,m*}")))
                .contains("docs/other.txt:1", "more/more.txt:1", "Left out: 1 entry that cannot be read ('docs/pf').");
    }

    @Test(timeout = 120_000)
    public void whatThePipeHoldsIsNeverRead() throws Exception {
        Future<String> call = callers.submit(() -> read("docs/pf"));
        openTheOtherEnd("OUTSIDE");
        assertThat(call.get()).startsWith("There is no file or folder 'docs/pf'");

        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> openTheOtherEnd("OUTSIDE"), callers);
        try (Folder folder = tree.open("docs")) {
            assertThatThrownBy(() -> folder.open("pf")).isInstanceOf(NoSuchFileException.class);
        }
        writer.join();
    }

    @Test(timeout = 120_000)
    public void aFileThatIsBackIsReadThoughOthersStillHang() throws Exception {
        DiskThreads quick = new DiskThreads(
                new DiskThreads.Timing(Duration.ofMillis(500), Duration.ofMillis(2_000), Duration.ofMillis(2_500)));
        Tool read = ReadTool.of(() -> tree);
        assertThat(call(read, Map.of("path", "docs/pf"), quick)).startsWith("The path 'docs/pf' does not respond");
        swapped.names = Set.of();

        await().atMost(LONG)
                .until(() -> call(read, Map.of("path", "docs/pf"), quick).equals("inside"));

        assertThat(quick.stuckPaths()).containsOnlyKeys("docs");
        assertThat(call(read, Map.of("path", "docs/pf"), quick)).isEqualTo("inside");
        freed(quick);
        quick.close();
    }

    @Test(timeout = 120_000)
    public void aRootThatHangsInManyPlacesIsRefusedAndTheOthersAreServed() throws Exception {
        for (String name : List.of("pf", "p1", "p2", "p3")) {
            assertThat(read("docs/" + name)).contains("does not respond");
        }

        assertThat(read("docs/other.txt"))
                .isEqualTo(
                        "The folder of the root 'docs' does not respond. Try again later, or tell the operator of this server.");
        assertThat(read("more/more.txt")).isEqualTo("inside");
        assertThat(call(FindTool.of(() -> tree), Map.of("pattern", "*"), disk))
                .startsWith("more/more.txt")
                .contains("cannot be read ('docs').");

        freed(disk);
        assertThat(read("docs/other.txt")).isEqualTo("inside");
    }

    @Test(timeout = 120_000)
    public void aCallerThatIsInterruptedLeaves() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Throwable> left = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                disk.write(() -> {
                    begun.countDown();
                    while (true) {
                        try {
                            never.await();
                            return "";
                        } catch (InterruptedException e) {
                            // As the disk does not heed it.
                        }
                    }
                });
            } catch (Throwable e) {
                left.complete(e);
            }
        });
        caller.start();
        begun.await();

        caller.interrupt();

        assertThat(left.get()).isInstanceOf(InterruptedException.class);
        never.countDown();
    }

    @Test
    public void anInterruptReachesTheWorkAndItsEndIsTold() throws Exception {
        Thread.currentThread().interrupt();
        String answer = disk.write(() -> {
            try {
                Thread.sleep(LONG.toMillis());
                return "slept";
            } catch (InterruptedException e) {
                return "cleaned up";
            }
        });

        assertThat(answer).isEqualTo("cleaned up");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    public void whatTheWorkThrowsIsThrown() {
        assertThatThrownBy(() -> disk.read(() -> {
                    throw new IOException("full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
        assertThatThrownBy(() -> disk.read(() -> {
                    throw new AssertionError("bug");
                }))
                .isInstanceOf(AssertionError.class);
    }

    private String read(String path) {
        return call(ReadTool.of(() -> tree), Map.of("path", path));
    }

    private String call(Tool tool, Map<String, ?> arguments) {
        return call(tool, arguments, disk);
    }

    private static String call(Tool tool, Map<String, ?> arguments, DiskThreads disk) {
        try {
            return Desk.text(OnDisk.tool(tool, disk).call(Arguments.of(arguments), new TestingCallContext()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A pipe that is open for both has both of its ends: it frees those that wait for the other. */
    private void freed(DiskThreads disk) {
        await().atMost(LONG).until(() -> {
            Files.newByteChannel(place.root.resolve("pipe"), StandardOpenOption.READ, StandardOpenOption.WRITE)
                    .close();
            return disk.stuckPaths().isEmpty();
        });
    }

    /** Returns when somebody read, or would not. */
    private void openTheOtherEnd(String text) {
        try (OutputStream pipe = Files.newOutputStream(place.root.resolve("pipe"))) {
            pipe.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The reader has left.
        }
    }
}
