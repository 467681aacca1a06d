package io.patchbay.connectors.files.edit;

import io.patchbay.api.CallContext;
import io.patchbay.connectors.files.search.Walk;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.FirstNames;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Stamp;
import io.patchbay.typed.ToolFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Deletes a folder and everything in the folder. Checks the whole folder first. Deletes nothing if the folder contains
 * an entry that callers cannot see or may not change. Keeps an entry that was added after the check, and keeps the
 * parent folders of this entry.
 */
public final class Removal {

    private final HandleFolder parent;
    private final FilesSettings settings;
    private final List<FilePath> paths = new ArrayList<>();
    private final Node top;
    private int deleted;

    private Removal(HandleFolder parent, FilePath path, FilesSettings settings, boolean recursive) throws IOException {
        this.parent = parent;
        this.settings = settings;
        this.top = check(parent, path, true, recursive);
    }

    public static Removal of(HandleFolder parent, FilePath path, FilesSettings settings, boolean recursive)
            throws IOException {
        return new Removal(parent, path, settings, recursive);
    }

    /** @param stamp the state of a file at the check; empty for a folder */
    private record Node(FilePath path, Optional<Stamp> stamp, List<Node> below) {}

    /** Returns the number of files and folders, including the folder itself. */
    public int size() {
        return paths.size();
    }

    /** Returns all paths, each folder before its entries. */
    public List<FilePath> paths() {
        return Collections.unmodifiableList(paths);
    }

    /** @throws ToolFailure if only a part of the folder could be deleted */
    public void run(CallContext context) throws IOException {
        try {
            remove(parent, top, context);
        } catch (IOException | FileProblem e) {
            if (deleted == 0 && e instanceof IOException problem) {
                throw problem;
            }
            throw new ToolFailure(
                    "Only " + deleted + " of " + paths.size()
                            + " files and folders were deleted, because a file or folder has changed in the meantime or may not be deleted."
                            + " List the folder to see the rest.",
                    "deleted_in_part");
        }
    }

    private Node check(HandleFolder folder, FilePath path, boolean isFolder, boolean recursive) throws IOException {
        paths.add(path);
        int limit = settings.limits().maxDeletions();
        if (paths.size() > limit) {
            throw new ToolFailure(
                    "Nothing was deleted, because the folder contains more than " + limit + " files and folders,"
                            + " which is the limit of one call. Delete smaller folders first.",
                    "too_many");
        }
        if (!isFolder) {
            return new Node(
                    path, Optional.of(ChangeTarget.writableFile(folder, path).stamp()), List.of());
        }
        if (path.names().size() > Walk.MAX_DEPTH) {
            throw notShown();
        }
        List<Node> below = new ArrayList<>();
        try (HandleFolder opened = folder.folder(path.name())) {
            if (!recursive && opened.count(1) > 0) {
                throw FileProblems.notEmpty(path);
            }
            List<String> names = FirstNames.of(opened, name -> true, limit);
            if (names.size() < limit && opened.count(limit) > names.size()) {
                throw notShown();
            }
            for (String name : names) {
                below.add(check(
                        opened, path.child(name), visibleEntry(opened, name).isFolder(), true));
            }
        }
        return new Node(path, Optional.empty(), below);
    }

    private FolderEntry visibleEntry(HandleFolder folder, String name) throws IOException {
        return folder.listedEntry(name)
                .filter(entry -> settings.shows(name) && (entry.isFile() || entry.isFolder()))
                .orElseThrow(Removal::notShown);
    }

    private static ToolFailure notShown() {
        return new ToolFailure(
                "Nothing was deleted, because the folder contains an entry that is not shown, such as a hidden file or a link."
                        + " Delete the visible files in the folder one by one.",
                "not_shown");
    }

    private void remove(HandleFolder folder, Node node, CallContext context) throws IOException {
        if (context.cancelled()) {
            throw FileProblems.cancelled(node.path());
        }
        String name = node.path().name();
        if (node.stamp().isPresent()) {
            if (!folder.listedEntry(name).map(FolderEntry::stamp).equals(node.stamp())) {
                throw FileProblems.changed(node.path());
            }
            folder.remove(name);
        } else {
            try (HandleFolder opened = folder.folder(name)) {
                for (Node child : node.below()) {
                    remove(opened, child, context);
                }
            }
            folder.removeFolder(name);
        }
        deleted++;
    }
}
