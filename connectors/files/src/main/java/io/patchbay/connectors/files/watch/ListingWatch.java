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
 * Which files and folders there are below all roots, as far as it takes to notice that others are there now. A folder is read
 * again only when its own time says that something came or went. For one thread.
 */
final class ListingWatch {

    private static final Logger log = LoggerFactory.getLogger(ListingWatch.class);

    /** How many entries one look looks at, to find the folders among them, for each folder that is watched. */
    private static final int LOOKED_AT = 20;

    private Map<FilePath, Seen> folders = Map.of();
    private boolean warned;

    /**
     * A folder at the last look.
     *
     * @param stamp empty when it was changing at that moment
     * @param names stands for all names that are shown, in any order
     * @param below the names of the folders in it
     */
    private record Seen(Optional<Stamp> stamp, long names, List<String> below) {}

    /** @return whether files or folders came or went since the last look */
    boolean look(Tree tree) {
        Look look = new Look(tree);
        tree.settings().roots().keySet().forEach(look::root);
        boolean changed = !names(look.seen).equals(names(folders));
        folders = look.seen;
        if (look.cut && !warned) {
            warned = true;
            log.warn(
                    "Not in all folders it is noticed when files come and go: there are more than {} (maxWatched)",
                    look.most);
        }
        return changed;
    }

    private static Map<FilePath, Long> names(Map<FilePath, Seen> folders) {
        Map<FilePath, Long> names = new HashMap<>();
        folders.forEach((path, seen) -> names.put(path, seen.names()));
        return names;
    }

    /** One look. */
    private final class Look {

        private final Tree tree;
        private final FilesSettings settings;
        private final int most;
        private final Map<FilePath, Seen> seen = new HashMap<>();
        private long budget;
        private boolean cut;

        Look(Tree tree) {
            this.tree = tree;
            this.settings = tree.settings();
            this.most = settings.limits().maxWatched();
            this.budget = (long) LOOKED_AT * most;
        }

        void root(String name) {
            FilePath path = FilePath.TOP.child(name);
            try {
                tree.folder(path, folder -> {
                    into(folder, path);
                    return path;
                });
            } catch (IOException | FileProblem e) {
                // Not there at the moment: then nothing below it is.
            }
        }

        private void into(Folder folder, FilePath path) throws IOException {
            DiskThread.to(path);
            if (seen.size() >= most || path.names().size() > Walk.ALL) {
                cut = true;
                return;
            }
            Seen now = seen(folder, path);
            seen.put(path, now);
            for (String name : now.below()) {
                try {
                    below(folder, path.child(name));
                } catch (IOException | FileProblem e) {
                    // Gone by now, or unreadable.
                }
            }
        }

        /** A folder without folders is opened only when it changed: most have none. */
        private void below(Folder folder, FilePath path) throws IOException {
            Seen before = folders.get(path);
            boolean leaf =
                    before != null && before.below().isEmpty() && before.stamp().isPresent() && seen.size() < most;
            if (leaf && folder.listed(path.name()).map(FolderEntry::stamp).equals(before.stamp())) {
                seen.put(path, before);
                return;
            }
            try (Folder below = folder.folder(path.name())) {
                into(below, path);
            }
        }

        private Seen seen(Folder folder, FilePath path) throws IOException {
            Optional<Stamp> stamp = folder.self().filter(self -> !self.isFresh());
            Seen before = folders.get(path);
            return before != null && stamp.isPresent() && stamp.equals(before.stamp()) ? before : read(folder, stamp);
        }

        private Seen read(Folder folder, Optional<Stamp> stamp) throws IOException {
            long[] names = {0};
            List<String> shown = new ArrayList<>();
            folder.names(name -> {
                if (settings.shows(name)) {
                    names[0] += mixed(name);
                    if (shown.size() < budget) {
                        shown.add(name);
                    } else {
                        cut = true;
                    }
                }
            });
            budget -= shown.size();
            List<String> below = new ArrayList<>();
            for (String name : shown) {
                if (folder.listed(name).filter(FolderEntry::isFolder).isPresent()) {
                    below.add(name);
                }
            }
            return new Seen(stamp, names[0], below);
        }

        /** Spread so that the sums of different names differ. */
        private static long mixed(String name) {
            long hash = 1_125_899_906_842_597L;
            for (int i = 0; i < name.length(); i++) {
                hash = 31 * hash + name.charAt(i);
            }
            hash *= 0x9E3779B97F4A7C15L;
            return hash ^ hash >>> 32;
        }
    }
}
