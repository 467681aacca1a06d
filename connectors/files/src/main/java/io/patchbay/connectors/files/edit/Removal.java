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
 * A folder and all that is in it, looked through before anything goes: what callers cannot see, or may not change, keeps all of
 * it; and what comes after the look is kept, with the folders it is in.
 */
public final class Removal {

    private final HandleFolder parent;
    private final FilesSettings settings;
    private final List<FilePath> paths = new ArrayList<>();
    private final Node top;
    private int gone;

    private Removal(HandleFolder parent, FilePath path, FilesSettings settings, boolean recursive) throws IOException {
        this.parent = parent;
        this.settings = settings;
        this.top = node(parent, path, true, recursive);
    }

    public static Removal of(HandleFolder parent, FilePath path, FilesSettings settings, boolean recursive)
            throws IOException {
        return new Removal(parent, path, settings, recursive);
    }

    /** @param seen of a file; empty for a folder */
    private record Node(FilePath path, Optional<Stamp> seen, List<Node> below) {}

    public int size() {
        return paths.size();
    }

    /** All of them, each folder before what is in it. */
    public List<FilePath> paths() {
        return Collections.unmodifiableList(paths);
    }

    public void take(CallContext context) throws IOException {
        try {
            remove(parent, top, context);
        } catch (IOException | FileProblem e) {
            if (gone == 0 && e instanceof IOException problem) {
                throw problem;
            }
            throw new ToolFailure(
                    "Only " + gone + " of " + paths.size()
                            + " files and folders could be deleted; something changed meanwhile, or may not be deleted."
                            + " List the folder for what is left.",
                    "deleted_in_part");
        }
    }

    private Node node(HandleFolder folder, FilePath path, boolean isFolder, boolean recursive) throws IOException {
        paths.add(path);
        int most = settings.limits().maxDeletions();
        if (paths.size() > most) {
            throw new ToolFailure(
                    "There are more than the " + most + " files and folders that are deleted at once. Delete less.",
                    "too_many");
        }
        if (!isFolder) {
            return new Node(path, Optional.of(ChangeTarget.file(folder, path).stamp()), List.of());
        }
        if (path.names().size() > Walk.ALL) {
            throw hidden();
        }
        List<Node> below = new ArrayList<>();
        try (HandleFolder opened = folder.folder(path.name())) {
            if (!recursive && opened.count(1) > 0) {
                throw FileProblems.notEmpty(path);
            }
            List<String> names = FirstNames.of(opened, name -> true, most);
            if (names.size() < most && opened.count(most) > names.size()) {
                throw hidden();
            }
            for (String name : names) {
                below.add(node(opened, path.child(name), shown(opened, name).isFolder(), true));
            }
        }
        return new Node(path, Optional.empty(), below);
    }

    private FolderEntry shown(HandleFolder folder, String name) throws IOException {
        return folder.listed(name)
                .filter(entry -> settings.shows(name) && (entry.isFile() || entry.isFolder()))
                .orElseThrow(Removal::hidden);
    }

    private static ToolFailure hidden() {
        return new ToolFailure(
                "In this folder is something that is not shown here, such as a hidden file or a link, and so is not deleted either. Nothing was"
                        + " deleted.",
                "not_shown");
    }

    private void remove(HandleFolder folder, Node node, CallContext context) throws IOException {
        if (context.cancelled()) {
            throw FileProblems.cancelled(node.path());
        }
        String name = node.path().name();
        if (node.seen().isPresent()) {
            if (!folder.listed(name).map(FolderEntry::stamp).equals(node.seen())) {
                throw FileProblems.changed(node.path());
            }
            folder.remove(name);
        } else {
            try (HandleFolder opened = folder.folder(name)) {
                for (Node each : node.below()) {
                    remove(opened, each, context);
                }
            }
            folder.removeFolder(name);
        }
        gone++;
    }
}
