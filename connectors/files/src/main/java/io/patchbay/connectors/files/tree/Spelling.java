package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How names are spelled. A file system may find {@code .ENV} under {@code .env}, or a composed letter under a decomposed one;
 * then rules about names would be decided over a name that the file does not have.
 */
public final class Spelling {

    private Spelling() {}

    /** Whether the folder has an entry spelled exactly so. */
    static boolean listed(Folder folder, String name) throws IOException {
        AtomicBoolean found = new AtomicBoolean();
        folder.names(each -> {
            if (each.equals(name)) {
                found.set(true);
            }
        });
        return found.get();
    }

    /** The name of an entry, where it can be said in a path and means the same bytes again. */
    static Optional<String> name(Path path) {
        String name = path.getFileName().toString();
        return FilePath.isName(name) && means(name, path.getFileName()) ? Optional.of(name) : Optional.empty();
    }

    /**
     * The name with the case of its letters turned round: a folder that does not find this one folds no case, so that what it
     * found is spelled as it was asked for. Empty where that proves nothing, for letters beyond ASCII.
     */
    static Optional<String> otherCase(String name) {
        StringBuilder other = new StringBuilder(name);
        for (int i = 0; i < other.length(); i++) {
            char c = other.charAt(i);
            if (c >= 0x80) {
                return Optional.empty();
            }
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                other.setCharAt(i, (char) (c ^ 0x20));
            }
        }
        return Optional.of(other.toString());
    }

    /** Whether Java can say every name at all, which it can only in a suitable locale. */
    public static boolean readsAnyName() {
        try {
            return Path.of("\u00e4").toString().equals("\u00e4");
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean means(String name, Path entry) {
        try {
            return entry.getFileSystem().getPath(name).equals(entry);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
