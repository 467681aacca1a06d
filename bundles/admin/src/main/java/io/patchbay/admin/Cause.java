package io.patchbay.admin;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Finds why a command failed if a disk or a file is the cause, which an operator can fix. All other causes are in the log only. */
final class Cause {

    private static final int MAX_CAUSES = 20;

    private Cause() {}

    /** Returns the reason as text without Java class names; empty if neither a disk nor a file is the cause. */
    static Optional<String> of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < MAX_CAUSES && cause != null; depth++) {
            if (cause instanceof FileSystemException file) {
                return Optional.of(reason(file) + (file.getFile() == null ? "" : ": " + file.getFile()) + advice(file));
            }
            if (cause instanceof IOException && hasOwnMessage(cause)) {
                return Optional.of(cause.getMessage().strip());
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** Returns whether an exception has a message of its own: the default message of a wrapper contains the class name of its cause. */
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

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file or folder with this name already exists";
        }
        return Optional.ofNullable(e.getReason())
                .filter(text -> !text.isBlank())
                .orElse("the file cannot be used");
    }
}
