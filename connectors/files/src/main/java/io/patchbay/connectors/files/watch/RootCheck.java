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

/** Looks again and again whether each root can be read, and tells operators which cannot, and why, until it can. */
public final class RootCheck implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RootCheck.class);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final DiskThreads disk;
    private final CatalogChanges changes;
    private final Look look;
    private final Semaphore poked = new Semaphore(0);
    private final Thread thread = new Thread(this::looks, "files-roots");
    private List<String> told = List.of();

    public RootCheck(DiskThreads disk, CatalogChanges changes, Look look) {
        this.disk = disk;
        this.changes = changes;
        this.look = look;
        thread.setDaemon(true);
        thread.start();
    }

    /** What is looked at now. */
    public interface Look {
        Tree tree();

        /** Tries again to make those folders that are missing and should be made. */
        void prepare();
    }

    /** Settings changed: looks at once. */
    public void soon() {
        poked.release();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void looks() {
        try {
            while (true) {
                try {
                    tell(problems());
                } catch (RuntimeException e) {
                    log.warn("The roots could not be looked at; they will be again", e);
                }
                poked.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                poked.drainPermits();
            }
        } catch (InterruptedException e) {
            // The connector is stopped.
        }
    }

    private void tell(List<String> problems) {
        if (!problems.equals(told)) {
            told = problems;
            changes.problems(problems);
        }
    }

    private List<String> problems() throws InterruptedException {
        look.prepare();
        Tree tree = look.tree();
        List<String> problems = new ArrayList<>();
        if (!Spelling.readsAnyName()) {
            problems.add(
                    "File names that are not ASCII cannot be read: the server does not run in a UTF-8 locale. Agents do not see such files."
                            + " Start the server with LC_ALL=C.UTF-8.");
        }
        Map<String, List<FilePath>> stuck = disk.stuck();
        for (Map.Entry<String, Path> root : tree.settings().roots().entrySet()) {
            String name = "the root " + root.getKey() + " (" + root.getValue() + ")";
            List<FilePath> places = stuck.getOrDefault(root.getKey(), List.of());
            Optional<String> problem = places.isEmpty() ? problem(tree, root.getKey()) : Optional.of(hangs(places));
            problem.ifPresent(what -> problems.add(tree.settings().namespace() + ": " + name + " " + what));
        }
        return problems;
    }

    private static String hangs(List<FilePath> places) {
        return "does not answer (operations that do not return: " + places.size() + ", one at "
                + VisibleText.of(places.get(0).toString())
                + "). That place is refused, other files are served. Look for a pipe in place of a file, or a disk or share that hangs.";
    }

    private Optional<String> problem(Tree tree, String root) throws InterruptedException {
        try {
            return disk.read(() -> seen(tree, root));
        } catch (FileProblem e) {
            return Optional.of(
                    "does not answer. Its files are not served, other roots are. Look whether its disk or share hangs.");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return Optional.of("cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> seen(Tree tree, String root) {
        try (Folder folder = tree.open(root)) {
            folder.check();
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(
                    "is missing. Its files are not served, other roots are. Make the folder, mount it, or change 'roots'.");
        } catch (NotDirectoryException e) {
            return Optional.of("is no folder. Its files are not served, other roots are. Change 'roots'.");
        } catch (AccessDeniedException e) {
            return Optional.of("may not be read. Its files are not served, other roots are. Let the user "
                    + System.getProperty("user.name")
                    + " read and enter it (r and x), and enter the folders above it (x).");
        } catch (FileProblem e) {
            return Optional.of("cannot be served: " + e.getMessage());
        } catch (IOException e) {
            String reason = e instanceof FileSystemException problem
                    ? Optional.ofNullable(problem.getReason()).orElse("")
                    : String.valueOf(e.getMessage());
            return Optional.of("cannot be read: " + reason
                    + ". Its files are not served, other roots are. Look at its disk or share.");
        }
    }
}
