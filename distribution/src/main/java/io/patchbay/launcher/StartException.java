package io.patchbay.launcher;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Why the server does not start, in words for the operator, and the exit code that tells a supervisor. */
final class StartException extends RuntimeException {

    /** Another start may succeed without a change: another server holds the data folder. */
    static final int BUSY = 75;

    /** No start succeeds until an operator changes a folder or an option. */
    static final int CONFIGURATION = 78;

    static final int USAGE = 2;

    private static final String DENIED = " (Permission denied)";

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

    /** Returns the file that may not be used, if that is what failed; the older classes of the JDK say so in their message only. */
    private static Optional<String> denied(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof AccessDeniedException file) {
            return Optional.ofNullable(file.getFile());
        }
        return e instanceof FileNotFoundException && message.endsWith(DENIED)
                ? Optional.of(message.substring(0, message.length() - DENIED.length()))
                : Optional.empty();
    }

    /** Returns what a failed file operation means; the JDK's message is often only a path. */
    static String reason(Exception e) {
        Optional<String> denied = denied(e);
        if (denied.isPresent()) {
            return "permission denied: " + denied.get() + " (" + Owners.of(Path.of(denied.get())) + ")";
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
