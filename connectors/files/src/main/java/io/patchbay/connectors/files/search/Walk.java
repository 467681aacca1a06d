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
 * Goes through all below a folder in a fixed order: by name, each folder followed by what it holds. Needs memory for one part of
 * a folder, however many entries it has, and can begin after any path, whether that is still there or not. Follows no link.
 */
public final class Walk {

    /** As many levels as a path may have. */
    public static final int ALL = 64;

    private static final int FIRST_NAMES = 1_000;
    private static final int MOST_NAMES = 64_000;

    private final Tree tree;
    private final int depth;
    private final BooleanSupplier ended;
    private final LeftOut leftOut;
    private final Visitor visitor;

    /** @param leftOut is told what cannot be read */
    public Walk(Tree tree, Reach reach, LeftOut leftOut, Visitor visitor) {
        this.tree = tree;
        this.depth = reach.depth();
        this.ended = reach.ended();
        this.leftOut = leftOut;
        this.visitor = visitor;
    }

    /**
     * How far it goes.
     *
     * @param depth how many levels below the start; 1 for its own entries
     * @param ended asked before each entry
     */
    public record Reach(int depth, BooleanSupplier ended) {}

    /** What is done with an entry. */
    public interface Visitor {

        /**
         * @param folder the entry's, open
         * @return whether to go on
         */
        boolean visit(FilePath path, FolderEntry entry, Folder folder) throws IOException;
    }

    /**
     * @param after the names, from the start on, of the last path that is done; with an empty name at its end: of a folder
     *     whose entries are not
     * @return whether it came to the end
     */
    public boolean run(FilePath start, List<String> after) throws IOException {
        if (!start.isTop()) {
            return tree.folder(start, folder -> entries(folder, start, after, depth));
        }
        for (String root : new TreeSet<>(tree.settings().roots().keySet())) {
            int order = after.isEmpty() ? 1 : root.compareTo(after.get(0));
            if (order > 0 || order == 0 && after.size() > 1) {
                if (!root(root, order == 0 ? after.subList(1, after.size()) : List.of())) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean root(String root, List<String> after) throws IOException {
        FilePath path = FilePath.TOP.child(root);
        try {
            return tree.folder(path, folder -> entries(folder, path, after, depth));
        } catch (FileProblem e) {
            leftOut.unreadable(path);
            return true;
        }
    }

    private boolean entries(Folder folder, FilePath path, List<String> after, int levels) throws IOException {
        String last = after.isEmpty() ? "" : after.get(0);
        boolean into = after.size() > 1;
        for (int most = FIRST_NAMES; ; most = Math.min(most * 8, MOST_NAMES)) {
            String begin = last;
            int least = into ? 0 : 1;
            boolean anew = after.isEmpty() && most == FIRST_NAMES;
            int[] unsayable = {0};
            List<String> names = FirstNames.of(
                    each -> folder.names(
                            each, name -> unsayable[0] += tree.settings().shows(name) ? 1 : 0),
                    name -> tree.settings().shows(name) && name.compareTo(begin) >= least,
                    most);
            leftOut.names(path, anew ? unsayable[0] : 0);
            for (String name : names) {
                List<String> rest = into && name.equals(last) ? after.subList(1, after.size()) : List.of();
                if (!entry(folder, path.child(name), rest, levels)) {
                    return false;
                }
            }
            if (names.size() < most) {
                return true;
            }
            last = names.get(names.size() - 1);
            into = false;
        }
    }

    private boolean entry(Folder folder, FilePath path, List<String> after, int levels) throws IOException {
        if (ended.getAsBoolean()) {
            return false;
        }
        Optional<FolderEntry> entry = seen(folder, path);
        if (entry.isEmpty()) {
            return true;
        }
        boolean done = entry.get().isFolder() && !after.isEmpty();
        if (!done && !visitor.visit(path, entry.get(), folder)) {
            return false;
        }
        if (!entry.get().isFolder() || levels == 1) {
            return true;
        }
        try (Folder below = folder.folder(path.name())) {
            return entries(below, path, after, levels - 1);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            leftOut.unreadable(path, e);
            return true;
        }
    }

    private Optional<FolderEntry> seen(Folder folder, FilePath path) throws IOException {
        try {
            DiskThread.to(path);
            return tree.seen(folder, path);
        } catch (FileProblem e) {
            leftOut.unreadable(path);
            return Optional.empty();
        } catch (IOException e) {
            leftOut.unreadable(path, e);
            return Optional.empty();
        }
    }
}
