package io.patchbay.admin;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Why a command failed, where a disk or a file is the cause: an operator can act on that. The log has every other cause. */
final class Cause {

    private static final int DEEPEST = 20;

    private Cause() {}

    /** Returns the reason in words, without the name of a Java class. */
    static Optional<String> of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < DEEPEST && cause != null; depth++) {
            if (cause instanceof FileSystemException file) {
                return Optional.of(reason(file) + (file.getFile() == null ? "" : ": " + file.getFile()) + advice(file));
            }
            if (cause instanceof IOException && hasWords(cause)) {
                return Optional.of(cause.getMessage().strip());
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** The message of an exception that only carries another one names that one's class. */
    private static boolean hasWords(Throwable failure) {
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
            return "not there";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "something else is there";
        }
        return Optional.ofNullable(e.getReason())
                .filter(text -> !text.isBlank())
                .orElse("the file cannot be used");
    }
}
