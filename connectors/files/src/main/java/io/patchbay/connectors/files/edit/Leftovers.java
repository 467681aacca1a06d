package io.patchbay.connectors.files.edit;

import io.patchbay.connectors.files.search.Walk;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.FirstNames;
import io.patchbay.connectors.files.tree.Folder;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Stamp;
import io.patchbay.connectors.files.tree.TemporaryNames;
import io.patchbay.connectors.files.tree.Tree;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes temporary files of writes that were interrupted when the server was killed. After a start, the class removes
 * these files from all writable folders, up to a limit. Before the first write to a folder, the class removes these
 * files from the folder. The class also removes the empty file that reserves the final name for a temporary file.
 */
final class Leftovers {

    /** The minimum age at which files of other servers are removed. Every write takes less time. */
    private static final Duration MIN_AGE = Duration.ofMinutes(15);

    /** The maximum time from the creation of a temporary file to the reservation of its final name. */
    private static final Duration MAX_RESERVATION_DELAY = Duration.ofMinutes(1);

    private static final int MAX_SWEPT_ENTRIES = 200_000;

    private static final int MAX_REMEMBERED_FOLDERS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final Map<String, Boolean> cleared = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_REMEMBERED_FOLDERS;
        }
    };

    private final TemporaryNames temporary;

    Leftovers(TemporaryNames temporary) {
        this.temporary = temporary;
    }

    /**
     * Removes the temporary files from all folders in which this server may write. Returns early if the thread is
     * interrupted.
     */
    void sweepAll(Tree tree) {
        int[] entriesLeft = {MAX_SWEPT_ENTRIES};
        for (String root : tree.settings().writable()) {
            try {
                FilePath path = FilePath.TOP.child(root);
                tree.folder(path, folder -> sweep(tree, folder, path, entriesLeft));
            } catch (IOException | FileProblem e) {
                log.debug(
                        "The temporary files of an earlier run in the root {} could not be removed: {}",
                        root,
                        e.toString());
            }
        }
    }

    private boolean sweep(Tree tree, Folder folder, FilePath path, int[] entriesLeft) throws IOException {
        if (!(folder instanceof HandleFolder handle)) {
            return false;
        }
        clear(handle);
        List<String> names = FirstNames.of(handle, tree.settings()::shows, Math.max(1, entriesLeft[0]));
        for (String name : names) {
            if (--entriesLeft[0] <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            if (path.names().size() < Walk.MAX_DEPTH
                    && handle.listedEntry(name).filter(FolderEntry::isFolder).isPresent()) {
                try (HandleFolder below = handle.folder(name)) {
                    sweep(tree, below, path.child(name), entriesLeft);
                } catch (IOException e) {
                    log.debug(
                            "The temporary files of an earlier run in a folder could not be removed: {}", e.toString());
                }
            }
        }
        return true;
    }

    /** Removes the temporary files from a folder on the first call for this folder. */
    void clear(HandleFolder folder) throws IOException {
        Optional<Stamp> stamp = folder.stamp();
        synchronized (cleared) {
            if (stamp.isEmpty() || cleared.put(stamp.get().key(), true) != null) {
                return;
            }
        }
        List<String> names = new ArrayList<>();
        folder.forEachName(name -> {
            if (TemporaryNames.isName(name)) {
                names.add(name);
            }
        });
        Instant before = Instant.now().minus(MIN_AGE);
        for (String name : names) {
            Optional<FolderEntry> entry = folder.listedEntry(name);
            if (entry.isPresent() && temporary.isLeftover(name)) {
                removeReservation(folder, entry.get());
                discard(folder, entry.get());
            } else if (entry.isPresent() && entry.get().modified().isBefore(before)) {
                discard(folder, entry.get());
            }
        }
    }

    /** Removes the empty file that reserves a name for a temporary file. */
    private static void removeReservation(HandleFolder folder, FolderEntry leftover) throws IOException {
        List<String> names = new ArrayList<>();
        folder.forEachName(name -> {
            if (TemporaryNames.isForTarget(leftover.name(), name)) {
                names.add(name);
            }
        });
        for (String name : names) {
            Optional<FolderEntry> entry = folder.listedEntry(name).filter(each -> each.isFile() && each.size() == 0);
            if (entry.isPresent()) {
                Duration delay =
                        Duration.between(leftover.modified(), entry.get().modified());
                if (!delay.isNegative() && delay.compareTo(MAX_RESERVATION_DELAY) < 0) {
                    discard(folder, entry.get());
                }
            }
        }
    }

    private static void discard(HandleFolder folder, FolderEntry entry) throws IOException {
        try {
            if (entry.isFolder()) {
                folder.removeFolder(entry.name());
            } else {
                folder.remove(entry.name());
            }
        } catch (IOException e) {
            // The folder is not empty, or the server has no permission. Callers never see the file or folder.
        }
    }
}
