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
 * Clears away what writes of an earlier run left behind when it was killed: in all writable folders after a start, as far as that is
 * soon done, and in each folder before the first write into it. With a hidden file goes the empty one that had taken its name.
 */
final class Leftovers {

    /** Longer than any write takes; another server may be writing here. */
    private static final Duration OLD = Duration.ofMinutes(15);

    /** A name is taken just after what is to have it was written. */
    private static final Duration TAKEN_WITHIN = Duration.ofMinutes(1);

    private static final int MAX_LOOKED_AT = 200_000;

    private static final int MOST_REMEMBERED = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final Map<String, Boolean> cleared = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private final TemporaryNames temporary;

    Leftovers(TemporaryNames temporary) {
        this.temporary = temporary;
    }

    /** In all folders in which this server may write. Returns early when its thread is interrupted. */
    void sweep(Tree tree) {
        int[] left = {MAX_LOOKED_AT};
        for (String root : tree.settings().writable()) {
            try {
                FilePath path = FilePath.TOP.child(root);
                tree.folder(path, folder -> sweep(tree, folder, path, left));
            } catch (IOException | FileProblem e) {
                log.debug("What an earlier run left in the root {} could not be cleared away: {}", root, e.toString());
            }
        }
    }

    private boolean sweep(Tree tree, Folder folder, FilePath path, int[] left) throws IOException {
        if (!(folder instanceof HandleFolder handle)) {
            return false;
        }
        clear(handle);
        List<String> names = FirstNames.of(handle, tree.settings()::shows, Math.max(1, left[0]));
        for (String name : names) {
            if (--left[0] <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            if (path.names().size() < Walk.ALL
                    && handle.listed(name).filter(FolderEntry::isFolder).isPresent()) {
                try (HandleFolder below = handle.folder(name)) {
                    sweep(tree, below, path.child(name), left);
                } catch (IOException e) {
                    log.debug("What an earlier run left in a folder could not be cleared away: {}", e.toString());
                }
            }
        }
        return true;
    }

    void clear(HandleFolder folder) throws IOException {
        Optional<Stamp> self = folder.self();
        synchronized (cleared) {
            if (self.isEmpty() || cleared.put(self.get().key(), true) != null) {
                return;
            }
        }
        List<String> names = new ArrayList<>();
        folder.names(name -> {
            if (TemporaryNames.isName(name)) {
                names.add(name);
            }
        });
        Instant before = Instant.now().minus(OLD);
        for (String name : names) {
            Optional<FolderEntry> entry = folder.listed(name);
            if (entry.isPresent() && temporary.isLeft(name)) {
                giveBack(folder, entry.get());
                discard(folder, entry.get());
            } else if (entry.isPresent() && entry.get().modified().isBefore(before)) {
                discard(folder, entry.get());
            }
        }
    }

    /** Removes the empty file that holds a name for something that never came. */
    private static void giveBack(HandleFolder folder, FolderEntry left) throws IOException {
        List<String> names = new ArrayList<>();
        folder.names(name -> {
            if (TemporaryNames.isFor(left.name(), name)) {
                names.add(name);
            }
        });
        for (String name : names) {
            Optional<FolderEntry> entry = folder.listed(name).filter(each -> each.isFile() && each.size() == 0);
            if (entry.isPresent()) {
                Duration later = Duration.between(left.modified(), entry.get().modified());
                if (!later.isNegative() && later.compareTo(TAKEN_WITHIN) < 0) {
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
            // Not empty, or not ours to remove: it is hidden in any case.
        }
    }
}
