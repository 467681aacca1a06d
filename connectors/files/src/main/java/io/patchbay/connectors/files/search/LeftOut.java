package io.patchbay.connectors.files.search;

import io.patchbay.connectors.files.text.VisibleText;
import io.patchbay.connectors.files.tree.FilePath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one walk had to leave out, told once with what it found: no result is short without saying so. For one thread. */
public final class LeftOut {

    private static final int MAX_EXAMPLES = 5;

    private final List<String> unreadable = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();
    private int unreadableCount;
    private int names;

    /** Names that cannot be said in a path. */
    void names(FilePath folder, int count) {
        if (count > 0) {
            names += count;
            example(folders, folder.toString());
        }
    }

    /** A file or folder that could not be read. One that is gone by now is not missing. */
    void unreadable(FilePath path, IOException why) {
        if (!(why instanceof NoSuchFileException) && !(why instanceof NotDirectoryException)) {
            unreadable(path);
        }
    }

    void unreadable(FilePath path) {
        unreadableCount++;
        example(unreadable, path.toString());
    }

    /** In words; empty when nothing was left out. */
    public Optional<String> said() {
        List<String> parts = new ArrayList<>();
        if (unreadableCount > 0) {
            parts.add(unreadableCount + " that cannot be read (" + shown(unreadable, unreadableCount) + ")");
        }
        if (names > 0) {
            parts.add(names
                    + " with names that cannot be used in a path (not UTF-8, a backslash or a control character), in "
                    + shown(folders, folders.size()));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of("Left out: " + String.join("; ", parts) + ".");
    }

    private static void example(List<String> examples, String path) {
        if (examples.size() < MAX_EXAMPLES && !examples.contains(path)) {
            examples.add(path);
        }
    }

    private static String shown(List<String> examples, int count) {
        return examples.stream().map(path -> "'" + VisibleText.of(path) + "'").collect(Collectors.joining(", "))
                + (count > examples.size() ? " and others" : "");
    }
}
