package io.patchbay.deploy.connector;

import io.patchbay.support.SafeText;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reports files that the server cannot open, because their names are not encoded in UTF-8. */
final class FileNames {

    private static final char REPLACEMENT_CHARACTER = '\ufffd';

    private final Path folder;
    private final ConnectorProblems problems;

    FileNames(Path folder, ConnectorProblems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** Returns whether a file can be opened. Reports a problem if the file cannot be opened. */
    boolean isReachable(String file) {
        if (canBeOpened(file)) {
            return true;
        }
        problems.report(
                file,
                "deploy/" + SafeText.name(file)
                        + ": the name of the file is not UTF-8, so the file cannot be read. Rename it");
        return false;
    }

    private boolean canBeOpened(String file) {
        try {
            Path path = folder.resolve(file);
            return file.indexOf(REPLACEMENT_CHARACTER) < 0 || Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return false; // the process's locale cannot encode this name
        }
    }

    void forget(String file) {
        problems.resolve(file);
    }
}
