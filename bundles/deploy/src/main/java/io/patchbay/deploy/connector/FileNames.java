package io.patchbay.deploy.connector;

import io.patchbay.deploy.file.Printable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Tells of files that cannot be reached by the name they are listed under: one that is not UTF-8 is read as another. */
final class FileNames {

    private static final char NO_CHARACTER = '\ufffd';

    private final Path folder;
    private final ConnectorProblems problems;

    FileNames(Path folder, ConnectorProblems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    boolean reaches(String file) {
        if (canBeReached(file)) {
            return true;
        }
        problems.report(
                file,
                "deploy/" + Printable.of(file) + ": its name is not UTF-8, so that it cannot be read; give it another");
        return false;
    }

    private boolean canBeReached(String file) {
        try {
            Path path = folder.resolve(file);
            return file.indexOf(NO_CHARACTER) < 0 || Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return false; // the locale of the process has no bytes for this name
        }
    }

    void gone(String file) {
        problems.solved(file);
    }
}
