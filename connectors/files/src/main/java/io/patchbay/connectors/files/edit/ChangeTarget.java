package io.patchbay.connectors.files.edit;

import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.UnicodeForm;
import java.io.IOException;
import java.util.Optional;

/** What a change would find at a path. */
public final class ChangeTarget {

    private ChangeTarget() {}

    /** A file or folder that is there; links and special files are not. */
    public static FolderEntry existing(HandleFolder folder, FilePath path) throws IOException {
        return folder.entry(path.name())
                .filter(entry -> entry.isFile() || entry.isFolder())
                .orElseThrow(() -> FileProblem.missing(path.toString()));
    }

    /** A file that is there and may be changed. */
    public static FolderEntry file(HandleFolder folder, FilePath path) throws IOException {
        FolderEntry entry = existing(folder, path);
        if (!entry.isFile()) {
            throw FileProblems.noFile(path);
        }
        if (!folder.canWrite(path.name())) {
            throw FileProblems.readOnly(path);
        }
        return entry;
    }

    /** A file that may be changed, or nothing yet. */
    public static Optional<FolderEntry> fileOrNothing(HandleFolder folder, FilePath path) throws IOException {
        return nothing(folder, path) ? Optional.empty() : Optional.of(file(folder, path));
    }

    /** Whether nothing is there. What is there but cannot be seen, or in another spelling, is in the way. */
    public static boolean nothing(HandleFolder folder, FilePath path) throws IOException {
        if (folder.listed(path.name()).isEmpty()) {
            if (path.name().chars().anyMatch(c -> c >= 0x80)
                    && !UnicodeForm.alike(folder, path.name()).isEmpty()) {
                throw FileProblems.exists(path);
            }
            return true;
        }
        if (folder.entry(path.name())
                .filter(entry -> entry.isFile() || entry.isFolder())
                .isEmpty()) {
            throw FileProblems.exists(path);
        }
        return false;
    }
}
