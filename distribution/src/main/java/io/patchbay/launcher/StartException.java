package io.patchbay.launcher;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Why the server does not start, in words for the operator, and the exit code that tells a supervisor. */
final class StartException extends RuntimeException {

    /** Another start may succeed without a change: another server holds the data folder. */
    static final int BUSY = 75;

    /** No start succeeds until an operator changes a folder or an option. */
    static final int CONFIGURATION = 78;

    static final int USAGE = 2;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** For what an operator has to change. */
    StartException(String message) {
        this(CONFIGURATION, message);
    }

    StartException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    /** Returns what a failed file operation means; the JDK's message is often only a path. */
    static String reason(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied: " + e.getMessage();
        }
        if (e instanceof NoSuchFileException) {
            return "not there: " + e.getMessage();
        }
        if (e instanceof FileAlreadyExistsException) {
            return "not a folder: " + e.getMessage();
        }
        return String.valueOf(e.getMessage());
    }
}
