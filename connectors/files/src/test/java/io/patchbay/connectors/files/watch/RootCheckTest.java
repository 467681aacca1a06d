package io.patchbay.connectors.files.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.Arguments;
import io.patchbay.api.CatalogChanges;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tool.Desk;
import io.patchbay.connectors.files.tool.OnDisk;
import io.patchbay.connectors.files.tool.ReadTool;
import io.patchbay.connectors.files.tree.DiskThreads;
import io.patchbay.connectors.files.tree.FailingStream;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FilesLimits;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.Folder;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.PipedStream;
import io.patchbay.connectors.files.tree.RootFolders;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.testing.TestingCallContext;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** What operators hear of roots that cannot be read. */
public class RootCheckTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @Rule
    public final Place place = new Place();

    private final Told told = new Told();
    private final DiskThreads disk = new DiskThreads();

    @After
    public void close() {
        disk.close();
    }

    @Test
    public void aMissingRootIsAProblemUntilItIsThere() throws Exception {
        Path gone = place.getRoot().toPath().resolve("gone");
        try (RootCheck check = check(Map.of("docs", place.root, "gone", gone), HandleFolderOpener.PLAIN)) {
            await().atMost(LONG).until(() -> told.problems.size() == 1);
            assertThat(told.problems.get(0)).startsWith("files: the root gone (" + gone + "): the folder is missing.");

            Files.writeString(gone, "a file");
            check.requestCheck();
            await().atMost(LONG).until(() -> told.problems.toString().contains("is not a folder"));

            Files.delete(gone);
            Files.createDirectory(gone);
            check.requestCheck();
            await().atMost(LONG).until(() -> told.problems.isEmpty());
        }
    }

    @Test
    public void aRootThatFailsIsAProblemThatSaysHow() throws Exception {
        assertThat(problem(new AccessDeniedException(".")))
                .contains(
                        "the root docs (" + place.root + "): the folder cannot be read: permission denied.",
                        "the user " + System.getProperty("user.name"));
        assertThat(problem(new FileSystemException(".", null, "Stale file handle")))
                .contains("cannot be read: Stale file handle.");
        assertThat(problem(new IOException("Input/output error"))).contains("cannot be read: Input/output error.");
    }

    @Test
    public void aPlatformWithoutHandlesIsAProblem() {
        try (RootCheck check = check(Map.of("docs", place.root), root -> {
            throw FileProblems.unsafePlatform();
        })) {
            check.requestCheck();
            await().atMost(LONG).until(() -> told.problems.toString().contains("cannot open files by the handle"));
        }
    }

    @Test
    public void eachProblemIsToldOnce() {
        Path gone = place.getRoot().toPath().resolve("gone");
        try (RootCheck check = check(Map.of("gone", gone), HandleFolderOpener.PLAIN)) {
            await().atMost(LONG).until(() -> told.problems.size() == 1);
            int looks = told.looks.get();
            check.requestCheck();
            await().atMost(LONG).until(() -> told.looks.get() > looks + 1 || soon(check));

            assertThat(told.count).hasValue(1);
        }
    }

    @Test
    public void aFolderThatCouldNotBeMadeIsMadeLater() throws Exception {
        Path data = Files.writeString(place.getRoot().toPath().resolve("data"), "a file");
        RootFolders roots = RootFolders.of(data, "files=files");
        try (RootCheck check =
                new RootCheck(disk, told, look(new Tree(settings(roots.byName())), roots::createMissing))) {
            await().atMost(LONG).until(() -> told.problems.size() == 1);
            Files.delete(data);
            check.requestCheck();

            await().atMost(LONG).until(() -> told.problems.isEmpty());
            assertThat(data.resolve("files/welcome.md")).exists();
        }
    }

    @Test(timeout = 600_000)
    public void aPipeThatHoldsACallUpIsAProblem() throws Exception {
        place.file("pf", "x");
        assertThat(new ProcessBuilder("mkfifo", place.root.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        PipedStream.Swapped swapped = new PipedStream.Swapped();
        swapped.names = Set.of("pf");
        Tree tree =
                new Tree(settings(Map.of("docs", place.root)), root -> new HandleFolder(PipedStream.of(root, swapped)));
        DiskThreads quick =
                new DiskThreads(new DiskThreads.Timing(Duration.ofMillis(500), Duration.ofMillis(2_000), LONG));
        try (RootCheck check = new RootCheck(quick, told, look(tree, () -> {}))) {
            check.requestCheck();
            assertThat(Desk.text(OnDisk.tool(ReadTool.of(() -> tree), quick)
                            .call(Arguments.of(Map.of("path", "docs/pf")), new TestingCallContext())))
                    .contains("does not respond");
            await().atMost(LONG)
                    .until(() -> told.problems
                            .toString()
                            .contains("does not respond (blocked operations: 1, one at docs/pf)."));

            Files.newOutputStream(place.root.resolve("pipe")).close();
            await().atMost(LONG).until(() -> told.problems.isEmpty());
        } finally {
            quick.close();
        }
    }

    private static boolean soon(RootCheck check) {
        check.requestCheck();
        return false;
    }

    private String problem(IOException failure) throws Exception {
        try (RootCheck check = check(Map.of("docs", place.root), root -> HandleFolderOpener.failing(root, failure))) {
            check.requestCheck();
            await().atMost(LONG).until(() -> told.problems.size() == 1);
            return told.problems.get(0);
        } finally {
            told.problems = List.of();
        }
    }

    private RootCheck check(Map<String, Path> roots, Tree.Opener opener) {
        return new RootCheck(disk, told, look(new Tree(settings(roots), opener), () -> {}));
    }

    private RootCheck.Roots look(Tree tree, Runnable prepare) {
        return new RootCheck.Roots() {
            @Override
            public Tree tree() {
                return tree;
            }

            @Override
            public void createMissingRoots() {
                told.looks.incrementAndGet();
                prepare.run();
            }
        };
    }

    private static FilesSettings settings(Map<String, Path> roots) {
        return new FilesSettings("files", roots, Set.of(), FilesLimits.DEFAULTS, false, false, false);
    }

    private static final class HandleFolderOpener {
        static final Tree.Opener PLAIN = root -> HandleFolder.open(root).orElseThrow();

        @SuppressWarnings("unchecked")
        static Folder failing(Path root, IOException failure) throws IOException {
            return new HandleFolder(
                    new FailingStream((SecureDirectoryStream<Path>) Files.newDirectoryStream(root), "bad", failure));
        }
    }

    private static final class Told implements CatalogChanges {
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger looks = new AtomicInteger();
        private volatile List<String> problems = List.of();

        @Override
        public void changed() {}

        @Override
        public void resourceUpdated(String uri) {}

        @Override
        public void problems(List<String> now) {
            count.incrementAndGet();
            problems = now;
        }
    }
}
