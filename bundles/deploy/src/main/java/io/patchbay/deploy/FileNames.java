package io.patchbay.deploy;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of files that cannot be reached by the name they are listed under: one that is not UTF-8 is read as another. */
final class FileNames {

    private static final Logger log = LoggerFactory.getLogger(FileNames.class);
    private static final char NO_CHARACTER = '\ufffd';

    private final Path folder;
    private final Problems problems;

    FileNames(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    boolean reaches(String file) {
        if (file.indexOf(NO_CHARACTER) < 0 || Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        String line = "deploy/" + Printable.of(file) + ": its name is not UTF-8, so that it cannot be read; give it another";
        log.warn("{}", line);
        problems.report(file, line);
        return false;
    }

    void gone(String file) {
        problems.solved(file);
    }
}
