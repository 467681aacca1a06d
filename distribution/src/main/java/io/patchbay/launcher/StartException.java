package io.patchbay.launcher;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Thrown when the server does not start. The exception has a message for the operator and an exit code for a
 * supervisor.
 */
final class StartException extends RuntimeException {

    /** Another server uses the data folder. A later start may succeed without a change. */
    static final int BUSY = 75;

    /** An operator must change a folder or an option before a start can succeed. */
    static final int CONFIGURATION = 78;

    static final int USAGE = 2;

    private static final String DENIED_SUFFIX = " (Permission denied)";

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** Creates an exception with the exit code {@link #CONFIGURATION}. */
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

    /**
     * If access to a file was denied, returns this file. Otherwise returns an empty result. Older JDK classes report a
     * denied access only in the message.
     */
    private static Optional<String> denied(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof AccessDeniedException file) {
            return Optional.ofNullable(file.getFile());
        }
        return e instanceof FileNotFoundException && message.endsWith(DENIED_SUFFIX)
                ? Optional.of(message.substring(0, message.length() - DENIED_SUFFIX.length()))
                : Optional.empty();
    }

    /** Describes a failed file operation. The JDK's message is often only a path. */
    static String reason(Exception e) {
        Optional<String> denied = denied(e);
        if (denied.isPresent()) {
            return "permission denied: " + denied.get() + " (" + Owners.of(Path.of(denied.get())) + ")";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file: " + e.getMessage();
        }
        if (e instanceof FileAlreadyExistsException) {
            return "not a folder: " + e.getMessage();
        }
        return String.valueOf(e.getMessage());
    }
}
