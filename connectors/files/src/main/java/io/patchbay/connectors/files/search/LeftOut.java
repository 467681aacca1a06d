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

/**
 * Counts the files and folders that a walk had to leave out. The numbers are shown at the end of the walk's result. Not
 * thread-safe.
 */
public final class LeftOut {

    private static final int MAX_EXAMPLES = 5;

    private final List<String> unreadable = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();
    private int unreadableCount;
    private int unusableNames;

    /** Adds a number of names that a folder contains but that a path cannot contain. */
    void addUnusableNames(FilePath folder, int count) {
        if (count > 0) {
            unusableNames += count;
            addExample(folders, folder.toString());
        }
    }

    /** Adds a file or folder that could not be read. Ignores a file or folder that no longer exists. */
    void addUnreadable(FilePath path, IOException cause) {
        if (!(cause instanceof NoSuchFileException) && !(cause instanceof NotDirectoryException)) {
            addUnreadable(path);
        }
    }

    void addUnreadable(FilePath path) {
        unreadableCount++;
        addExample(unreadable, path.toString());
    }

    /** Returns a sentence for the reader of the result. Returns an empty result if nothing was left out. */
    public Optional<String> describe() {
        List<String> parts = new ArrayList<>();
        if (unreadableCount > 0) {
            parts.add(
                    entries(unreadableCount) + " that cannot be read (" + examples(unreadable, unreadableCount) + ")");
        }
        if (unusableNames > 0) {
            parts.add(entries(unusableNames)
                    + " with names that cannot be used in a path (not UTF-8, a backslash or a control character), in "
                    + examples(folders, folders.size()));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of("Left out: " + String.join("; ", parts) + ".");
    }

    private static String entries(int count) {
        return count + (count == 1 ? " entry" : " entries");
    }

    private static void addExample(List<String> examples, String path) {
        if (examples.size() < MAX_EXAMPLES && !examples.contains(path)) {
            examples.add(path);
        }
    }

    private static String examples(List<String> examples, int count) {
        return examples.stream().map(path -> "'" + VisibleText.of(path) + "'").collect(Collectors.joining(", "))
                + (count > examples.size() ? " and others" : "");
    }
}
