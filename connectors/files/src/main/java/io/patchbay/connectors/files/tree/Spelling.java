package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Checks the exact spelling of names. A file system may find {@code .ENV} under {@code .env}, or a composed letter
 * under a decomposed letter. Without this check, rules about names would apply to a name that the file does not have.
 */
public final class Spelling {

    private Spelling() {}

    /** Returns whether the folder has an entry with exactly this name. */
    static boolean hasExactName(Folder folder, String name) throws IOException {
        AtomicBoolean found = new AtomicBoolean();
        folder.forEachName(each -> {
            if (each.equals(name)) {
                found.set(true);
            }
        });
        return found.get();
    }

    /**
     * Returns the name of an entry. Returns an empty result if the name cannot be used in a path, or if Java would
     * convert the name to other bytes.
     */
    static Optional<String> usableName(Path path) {
        String name = path.getFileName().toString();
        return FilePath.isName(name) && isSameEntry(name, path.getFileName()) ? Optional.of(name) : Optional.empty();
    }

    /**
     * Returns the name with the case of its letters swapped. If a folder does not find the swapped name, the folder
     * distinguishes upper and lower case. An entry that the folder finds then has exactly the requested name. Returns
     * an empty result for names with characters beyond ASCII, because the check does not work for these names.
     */
    static Optional<String> swapCase(String name) {
        StringBuilder swapped = new StringBuilder(name);
        for (int i = 0; i < swapped.length(); i++) {
            char c = swapped.charAt(i);
            if (c >= 0x80) {
                return Optional.empty();
            }
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                swapped.setCharAt(i, (char) (c ^ 0x20));
            }
        }
        return Optional.of(swapped.toString());
    }

    /** Returns whether Java can represent every file name, which depends on the locale. */
    public static boolean canReadAnyName() {
        try {
            return Path.of("\u00e4").toString().equals("\u00e4");
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isSameEntry(String name, Path entry) {
        try {
            return entry.getFileSystem().getPath(name).equals(entry);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
