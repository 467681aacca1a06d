package io.patchbay.launcher;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The mark of a start with the archive of loaded classes. The start script creates the mark. If the mark still exists
 * at the next start, the JVM ended before the server was ready, and the script removes the archive.
 */
final class StartMark {

    /** The system property with the path of the mark. The property is not set if the server starts without an archive. */
    private static final String FILE = "patchbay.starting";

    private final String file;
    private final long process;

    StartMark(String file, long process) {
        this.file = requireNonNull(file, "file");
        this.process = process;
    }

    /** Returns the mark that the start script made for this process. */
    static StartMark ofThisProcess() {
        return new StartMark(
                System.getProperty(FILE, ""), ProcessHandle.current().pid());
    }

    /** Removes the mark, unless another process has created a new mark. */
    void remove() {
        try {
            if (!file.isEmpty() && Files.readString(Path.of(file)).strip().equals(Long.toString(process))) {
                Files.deleteIfExists(Path.of(file));
            }
        } catch (IOException e) {
            System.getLogger(StartMark.class.getName())
                    .log(System.Logger.Level.DEBUG, "The mark of this start is not removed", e);
        }
    }
}
