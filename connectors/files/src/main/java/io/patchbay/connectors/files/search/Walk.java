package io.patchbay.connectors.files.search;

import io.patchbay.connectors.files.tree.DiskThread;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.FirstNames;
import io.patchbay.connectors.files.tree.Folder;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.Tree;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Visits all files and folders below a folder in a fixed order. The order is by name, with each folder before its
 * entries. A walk needs memory for only one batch of names of a folder. A walk can begin after any path, even if the
 * path no longer exists. A walk follows no links.
 */
public final class Walk {

    /** The maximum number of names in a path. */
    public static final int MAX_DEPTH = 64;

    private static final int MIN_BATCH_NAMES = 1_000;
    private static final int MAX_BATCH_NAMES = 64_000;

    private final Tree tree;
    private final int depth;
    private final BooleanSupplier ended;
    private final LeftOut leftOut;
    private final Visitor visitor;

    /** @param leftOut receives the files and folders that cannot be read */
    public Walk(Tree tree, Reach reach, LeftOut leftOut, Visitor visitor) {
        this.tree = tree;
        this.depth = reach.depth();
        this.ended = reach.ended();
        this.leftOut = leftOut;
        this.visitor = visitor;
    }

    /**
     * The limits of a walk.
     *
     * @param depth the number of levels below the start; 1 for only the entries of the start
     * @param ended a condition that is checked before each entry; the walk ends when the condition is true
     */
    public record Reach(int depth, BooleanSupplier ended) {}

    /** Handles the entries of a walk. */
    public interface Visitor {

        /**
         * Handles one entry.
         *
         * @param folder the open folder that contains the entry
         * @return whether to continue the walk
         */
        boolean visit(FilePath path, FolderEntry entry, Folder folder) throws IOException;
    }

    /**
     * Runs the walk.
     *
     * @param after the names of the last visited path, relative to the start; empty to begin at the start. If the last
     *     name is empty, the path is a folder whose entries have not been visited
     * @return whether the walk reached the end
     */
    public boolean run(FilePath start, List<String> after) throws IOException {
        if (!start.isTop()) {
            return tree.folder(start, folder -> walkEntries(folder, start, after, depth));
        }
        for (String root : new TreeSet<>(tree.settings().roots().keySet())) {
            int order = after.isEmpty() ? 1 : root.compareTo(after.get(0));
            if (order > 0 || order == 0 && after.size() > 1) {
                if (!walkRoot(root, order == 0 ? after.subList(1, after.size()) : List.of())) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean walkRoot(String root, List<String> after) throws IOException {
        FilePath path = FilePath.TOP.child(root);
        try {
            return tree.folder(path, folder -> walkEntries(folder, path, after, depth));
        } catch (FileProblem e) {
            leftOut.addUnreadable(path);
            return true;
        }
    }

    private boolean walkEntries(Folder folder, FilePath path, List<String> after, int levels) throws IOException {
        String last = after.isEmpty() ? "" : after.get(0);
        boolean continuesInside = after.size() > 1;
        for (int limit = MIN_BATCH_NAMES; ; limit = Math.min(limit * 8, MAX_BATCH_NAMES)) {
            String begin = last;
            int least = continuesInside ? 0 : 1;
            boolean isFirstListing = after.isEmpty() && limit == MIN_BATCH_NAMES;
            int[] unusable = {0};
            List<String> names = FirstNames.of(
                    consumer -> folder.forEachName(
                            consumer, name -> unusable[0] += tree.settings().shows(name) ? 1 : 0),
                    name -> tree.settings().shows(name) && name.compareTo(begin) >= least,
                    limit);
            leftOut.addUnusableNames(path, isFirstListing ? unusable[0] : 0);
            for (String name : names) {
                List<String> rest = continuesInside && name.equals(last) ? after.subList(1, after.size()) : List.of();
                if (!visitEntry(folder, path.child(name), rest, levels)) {
                    return false;
                }
            }
            if (names.size() < limit) {
                return true;
            }
            last = names.get(names.size() - 1);
            continuesInside = false;
        }
    }

    private boolean visitEntry(Folder folder, FilePath path, List<String> after, int levels) throws IOException {
        if (ended.getAsBoolean()) {
            return false;
        }
        Optional<FolderEntry> entry = visibleEntry(folder, path);
        if (entry.isEmpty()) {
            return true;
        }
        boolean alreadyVisited = entry.get().isFolder() && !after.isEmpty();
        if (!alreadyVisited && !visitor.visit(path, entry.get(), folder)) {
            return false;
        }
        if (!entry.get().isFolder() || levels == 1) {
            return true;
        }
        try (Folder below = folder.folder(path.name())) {
            return walkEntries(below, path, after, levels - 1);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            leftOut.addUnreadable(path, e);
            return true;
        }
    }

    private Optional<FolderEntry> visibleEntry(Folder folder, FilePath path) throws IOException {
        try {
            DiskThread.enter(path);
            return tree.visibleEntry(folder, path);
        } catch (FileProblem e) {
            leftOut.addUnreadable(path);
            return Optional.empty();
        } catch (IOException e) {
            leftOut.addUnreadable(path, e);
            return Optional.empty();
        }
    }
}
