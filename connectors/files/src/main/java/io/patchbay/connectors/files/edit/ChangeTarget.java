package io.patchbay.connectors.files.edit;

import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.UnicodeForm;
import java.io.IOException;
import java.util.Optional;

/** Finds the file or folder that a call wants to change. */
public final class ChangeTarget {

    private ChangeTarget() {}

    /**
     * Returns the file or folder at a path. Links and special files count as missing.
     *
     * @throws FileProblem if nothing exists at the path
     */
    public static FolderEntry existing(HandleFolder folder, FilePath path) throws IOException {
        return folder.entry(path.name())
                .filter(entry -> entry.isFile() || entry.isFolder())
                .orElseThrow(() -> FileProblem.missing(path.toString()));
    }

    /**
     * Returns the file at a path.
     *
     * @throws FileProblem if no file exists at the path, or if the file may not be changed
     */
    public static FolderEntry writableFile(HandleFolder folder, FilePath path) throws IOException {
        FolderEntry entry = existing(folder, path);
        if (!entry.isFile()) {
            throw FileProblems.notAFile(path);
        }
        if (!folder.canWrite(path.name())) {
            throw FileProblems.readOnly(path);
        }
        return entry;
    }

    /**
     * Returns the file at a path. Returns an empty result if nothing exists there.
     *
     * @throws FileProblem if an entry of another kind exists there, or if the file may not be changed
     */
    public static Optional<FolderEntry> writableFileIfPresent(HandleFolder folder, FilePath path) throws IOException {
        return isAbsent(folder, path) ? Optional.empty() : Optional.of(writableFile(folder, path));
    }

    /**
     * Returns true if nothing exists at a path.
     *
     * @throws FileProblem if a link, a special file or an entry with another spelling exists at the path
     */
    public static boolean isAbsent(HandleFolder folder, FilePath path) throws IOException {
        if (folder.listedEntry(path.name()).isEmpty()) {
            if (path.name().chars().anyMatch(c -> c >= 0x80)
                    && !UnicodeForm.sameNames(folder, path.name()).isEmpty()) {
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
