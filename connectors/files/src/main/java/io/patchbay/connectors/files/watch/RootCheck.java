package io.patchbay.connectors.files.watch;

import io.patchbay.api.CatalogChanges;
import io.patchbay.connectors.files.text.VisibleText;
import io.patchbay.connectors.files.tree.DiskThreads;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.Folder;
import io.patchbay.connectors.files.tree.Spelling;
import io.patchbay.connectors.files.tree.Tree;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks at intervals whether each root can be read. If a root cannot be read, reports the root and the reason to
 * operators until the root can be read again.
 */
public final class RootCheck implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RootCheck.class);

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final DiskThreads disk;
    private final CatalogChanges changes;
    private final Roots roots;
    private final Semaphore requests = new Semaphore(0);
    private final Thread thread = new Thread(this::runChecks, "files-roots");
    private List<String> reported = List.of();

    public RootCheck(DiskThreads disk, CatalogChanges changes, Roots roots) {
        this.disk = disk;
        this.changes = changes;
        this.roots = roots;
        thread.setDaemon(true);
        thread.start();
    }

    /** The configured roots. */
    public interface Roots {
        Tree tree();

        /** Tries again to create missing roots in the data folder. */
        void createMissingRoots();
    }

    /** Requests a check at once. Called after a change of the settings. */
    public void requestCheck() {
        requests.release();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void runChecks() {
        try {
            while (true) {
                try {
                    report(findProblems());
                } catch (RuntimeException e) {
                    log.warn("The roots could not be checked. The server repeats the check", e);
                }
                requests.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                requests.drainPermits();
            }
        } catch (InterruptedException e) {
            // The connector is stopped.
        }
    }

    private void report(List<String> problems) {
        if (!problems.equals(reported)) {
            reported = problems;
            changes.problems(problems);
        }
    }

    private List<String> findProblems() throws InterruptedException {
        roots.createMissingRoots();
        Tree tree = roots.tree();
        List<String> problems = new ArrayList<>();
        if (!Spelling.canReadAnyName()) {
            problems.add(
                    "File names that are not ASCII cannot be read, because the server does not run in a UTF-8 locale. Agents do not see these files."
                            + " Start the server with LC_ALL=C.UTF-8.");
        }
        Map<String, List<FilePath>> stuck = disk.stuckPaths();
        for (Map.Entry<String, Path> root : tree.settings().roots().entrySet()) {
            String name = "the root " + root.getKey() + " (" + root.getValue() + ")";
            List<FilePath> stuckHere = stuck.getOrDefault(root.getKey(), List.of());
            Optional<String> problem =
                    stuckHere.isEmpty() ? checkRoot(tree, root.getKey()) : Optional.of(describeStuck(stuckHere));
            problem.ifPresent(text -> problems.add(tree.settings().namespace() + ": " + name + ": " + text));
        }
        return problems;
    }

    private static String describeStuck(List<FilePath> paths) {
        return "the folder does not respond (blocked operations: " + paths.size() + ", one at "
                + VisibleText.of(paths.get(0).toString())
                + "). The server refuses calls to these paths and serves all other files. Check for a pipe in place of a file, or a disk or share that hangs.";
    }

    private Optional<String> checkRoot(Tree tree, String root) throws InterruptedException {
        try {
            return disk.read(() -> openRoot(tree, root));
        } catch (FileProblem e) {
            return Optional.of(
                    "the folder does not respond. The server serves only the other roots. Check whether the disk or share of this folder hangs.");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return Optional.of("the folder cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> openRoot(Tree tree, String root) {
        try (Folder folder = tree.open(root)) {
            folder.checkAccess();
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(
                    "the folder is missing. The server serves only the other roots. Create the folder, mount it, or change the setting roots.");
        } catch (NotDirectoryException e) {
            return Optional.of(
                    "the path is not a folder. The server serves only the other roots. Change the setting roots.");
        } catch (AccessDeniedException e) {
            return Optional.of(
                    "the folder cannot be read: permission denied. The server serves only the other roots. Allow the user "
                            + System.getProperty("user.name")
                            + " to read and enter the folder (r and x), and to enter the folders above it (x).");
        } catch (FileProblem e) {
            return Optional.of("the folder cannot be served: " + e.getMessage());
        } catch (IOException e) {
            String reason = e instanceof FileSystemException problem
                    ? Optional.ofNullable(problem.getReason()).orElse("")
                    : String.valueOf(e.getMessage());
            return Optional.of("the folder cannot be read: " + reason
                    + ". The server serves only the other roots. Check the disk or share of this folder.");
        }
    }
}
