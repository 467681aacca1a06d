package io.patchbay.support;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Describes an exception to an operator in one line, such as "permission denied: /srv/connectors". The line never contains the name
 * of a Java class. The JDK's own message for a failed file operation is often only a path.
 */
public final class FailureText {

    private static final String UNKNOWN_REASON = "no reason given";
    private static final int MAX_CAUSES = 20;

    private FailureText() {}

    /** Returns the reason of a failure. For a failed file operation, also returns the path. */
    public static String of(Throwable failure) {
        Throwable cause = skipWrappers(failure);
        if (cause instanceof FileSystemException file) {
            return ofFile(file);
        }
        if (cause instanceof CharacterCodingException) {
            return "the text is not UTF-8";
        }
        if (cause instanceof ClosedByInterruptException) {
            return "the operation was interrupted";
        }
        if (cause instanceof EOFException) {
            return "the file ends too early";
        }
        if (cause instanceof OutOfMemoryError) {
            return Objects.toString(cause.getMessage(), "").contains("thread")
                    ? "the system cannot start another thread"
                    : "out of memory";
        }
        if (isBug(cause)) {
            return "internal error, see the log for details";
        }
        return Optional.ofNullable(cause.getMessage())
                .map(SafeText::oneLine)
                .filter(text -> !text.isEmpty())
                .orElse(UNKNOWN_REASON);
    }

    /** Returns the first failed file operation among the exception and its causes. */
    public static Optional<FileSystemException> fileFailure(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < MAX_CAUSES && cause != null; depth++) {
            if (cause instanceof FileSystemException file) {
                return Optional.of(file);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static String ofFile(FileSystemException failure) {
        String reason = reason(failure);
        return failure.getFile() == null ? reason : reason + ": " + SafeText.name(failure.getFile());
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file or folder of this name already exists";
        }
        if (failure instanceof NotDirectoryException) {
            return "not a folder";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (failure instanceof FileSystemLoopException) {
            return "its symbolic links form a loop";
        }
        return Optional.ofNullable(failure.getReason())
                .map(SafeText::oneLine)
                .filter(text -> !text.isEmpty())
                .orElse(UNKNOWN_REASON);
    }

    private static Throwable skipWrappers(Throwable failure) {
        Throwable told = failure;
        for (int depth = 0; depth < MAX_CAUSES && told.getCause() != null && isWrapper(told); depth++) {
            told = told.getCause();
        }
        return told;
    }

    /** Returns whether an exception only wraps its cause. The message of such an exception adds nothing to the cause. */
    private static boolean isWrapper(Throwable failure) {
        return failure instanceof UncheckedIOException
                || failure instanceof DirectoryIteratorException
                || failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure instanceof InvocationTargetException
                || failure.getMessage() == null
                || failure.getMessage().equals(failure.getCause().toString());
    }

    /**
     * Returns whether a bug caused an exception. The message of such an exception contains names of classes and does
     * not help an operator.
     */
    private static boolean isBug(Throwable failure) {
        return failure instanceof NullPointerException
                || failure instanceof ClassCastException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof ConcurrentModificationException
                || failure instanceof NoSuchElementException
                || failure instanceof Error;
    }
}
