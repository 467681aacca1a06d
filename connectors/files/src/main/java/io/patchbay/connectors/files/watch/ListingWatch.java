package io.patchbay.connectors.files.watch;

import io.patchbay.connectors.files.search.Walk;
import io.patchbay.connectors.files.tree.DiskThread;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.Folder;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.Stamp;
import io.patchbay.connectors.files.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects added and removed files and folders below all roots. A folder is listed again only if its modification time shows that an
 * entry was added or removed. Not thread-safe.
 */
final class ListingWatch {

    private static final Logger log = LoggerFactory.getLogger(ListingWatch.class);

    /** One check reads at most this many entries for each watched folder, to find the subfolders. */
    private static final int MAX_ENTRIES_PER_FOLDER = 20;

    private Map<FilePath, FolderState> folders = Map.of();
    private boolean warned;

    /**
     * The state of a folder at the last check.
     *
     * @param stamp empty if the folder was changing at that moment
     * @param namesHash a hash of all visible names, independent of their order
     * @param subfolders the names of the folders in this folder
     */
    private record FolderState(Optional<Stamp> stamp, long namesHash, List<String> subfolders) {}

    /** @return whether files or folders were added or removed since the last check */
    boolean update(Tree tree) {
        Check check = new Check(tree);
        tree.settings().roots().keySet().forEach(check::visitRoot);
        boolean changed = !hashes(check.states).equals(hashes(folders));
        folders = check.states;
        if (check.isIncomplete && !warned) {
            warned = true;
            log.warn(
                    "Added and removed files are not reported for all folders, because there are more than {} folders. Raise maxWatched to watch more.",
                    check.maxWatched);
        }
        return changed;
    }

    private static Map<FilePath, Long> hashes(Map<FilePath, FolderState> folders) {
        Map<FilePath, Long> hashes = new HashMap<>();
        folders.forEach((path, state) -> hashes.put(path, state.namesHash()));
        return hashes;
    }

    /** One check of all folders. */
    private final class Check {

        private final Tree tree;
        private final FilesSettings settings;
        private final int maxWatched;
        private final Map<FilePath, FolderState> states = new HashMap<>();
        private long entriesLeft;
        private boolean isIncomplete;

        Check(Tree tree) {
            this.tree = tree;
            this.settings = tree.settings();
            this.maxWatched = settings.limits().maxWatched();
            this.entriesLeft = (long) MAX_ENTRIES_PER_FOLDER * maxWatched;
        }

        void visitRoot(String name) {
            FilePath path = FilePath.TOP.child(name);
            try {
                tree.folder(path, folder -> {
                    visit(folder, path);
                    return path;
                });
            } catch (IOException | FileProblem e) {
                // A root that cannot be opened has no entries.
            }
        }

        private void visit(Folder folder, FilePath path) throws IOException {
            DiskThread.enter(path);
            if (states.size() >= maxWatched || path.names().size() > Walk.MAX_DEPTH) {
                isIncomplete = true;
                return;
            }
            FolderState state = state(folder, path);
            states.put(path, state);
            for (String name : state.subfolders()) {
                try {
                    visitSubfolder(folder, path.child(name));
                } catch (IOException | FileProblem e) {
                    // The folder was removed in the meantime, or cannot be read.
                }
            }
        }

        /**
         * Visits a subfolder. Opens a folder without subfolders only if the folder has changed, because most folders
         * have no subfolders.
         */
        private void visitSubfolder(Folder folder, FilePath path) throws IOException {
            FolderState before = folders.get(path);
            boolean leaf = before != null
                    && before.subfolders().isEmpty()
                    && before.stamp().isPresent()
                    && states.size() < maxWatched;
            if (leaf && folder.listedEntry(path.name()).map(FolderEntry::stamp).equals(before.stamp())) {
                states.put(path, before);
                return;
            }
            try (Folder below = folder.folder(path.name())) {
                visit(below, path);
            }
        }

        private FolderState state(Folder folder, FilePath path) throws IOException {
            Optional<Stamp> stamp = folder.stamp().filter(current -> !current.isFresh());
            FolderState before = folders.get(path);
            return before != null && stamp.isPresent() && stamp.equals(before.stamp()) ? before : read(folder, stamp);
        }

        private FolderState read(Folder folder, Optional<Stamp> stamp) throws IOException {
            long[] namesHash = {0};
            List<String> visible = new ArrayList<>();
            folder.forEachName(name -> {
                if (settings.shows(name)) {
                    namesHash[0] += hash(name);
                    if (visible.size() < entriesLeft) {
                        visible.add(name);
                    } else {
                        isIncomplete = true;
                    }
                }
            });
            entriesLeft -= visible.size();
            List<String> subfolders = new ArrayList<>();
            for (String name : visible) {
                if (folder.listedEntry(name).filter(FolderEntry::isFolder).isPresent()) {
                    subfolders.add(name);
                }
            }
            return new FolderState(stamp, namesHash[0], subfolders);
        }

        /** Returns a hash that is mixed well, so that the sums for different sets of names differ. */
        private static long hash(String name) {
            long hash = 1_125_899_906_842_597L;
            for (int i = 0; i < name.length(); i++) {
                hash = 31 * hash + name.charAt(i);
            }
            hash *= 0x9E3779B97F4A7C15L;
            return hash ^ hash >>> 32;
        }
    }
}
