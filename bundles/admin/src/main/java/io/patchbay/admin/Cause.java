package io.patchbay.admin;

import io.patchbay.support.FailureText;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/**
 * Finds the cause of a failed command if the cause is a problem with a disk or a file. An operator can fix such a
 * problem. All other causes are only in the log.
 */
final class Cause {

    private static final int MAX_CAUSES = 20;

    private Cause() {}

    /** Returns the reason as text without Java class names. Returns an empty result if the cause is not a disk or a file. */
    static Optional<String> of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < MAX_CAUSES && cause != null; depth++) {
            if (cause instanceof FileSystemException file) {
                return Optional.of(FailureText.of(file) + advice(file));
            }
            if (cause instanceof IOException && hasOwnMessage(cause)) {
                return Optional.of(SafeText.oneLine(cause.getMessage()));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /**
     * Returns whether an exception has a message of its own. A wrapper's default message does not count, because it contains the
     * class name of the cause.
     */
    private static boolean hasOwnMessage(Throwable failure) {
        String message = failure.getMessage();
        return message != null
                && !message.isBlank()
                && (failure.getCause() == null
                        || !message.equals(failure.getCause().toString()));
    }

    private static String advice(FileSystemException e) {
        return e instanceof AccessDeniedException
                ? ". The server's user (" + System.getProperty("user.name") + ") needs the right to use it"
                : "";
    }
}
