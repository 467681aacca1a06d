package io.patchbay.deploy.file;

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

/** Says in one line for operators what an exception means. The line never holds the name of a Java class. */
public final class PlainWords {

    private static final String NO_REASON = "no reason is known";
    private static final int DEEPEST = 20;

    private PlainWords() {}

    public static String of(Throwable failure) {
        Throwable cause = told(failure);
        if (cause instanceof FileSystemException file) {
            return withPlace(reason(file), file);
        }
        if (cause instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        if (cause instanceof ClosedByInterruptException) {
            return "it was interrupted";
        }
        if (cause instanceof EOFException) {
            return "it ends too early";
        }
        if (cause instanceof OutOfMemoryError) {
            return Objects.toString(cause.getMessage(), "").contains("thread")
                    ? "the system starts no more threads"
                    : "the memory is used up";
        }
        if (isInternal(cause)) {
            return "an internal error, which the log has in full";
        }
        return Optional.ofNullable(cause.getMessage())
                .map(PlainWords::oneLine)
                .filter(text -> !text.isEmpty())
                .orElse(NO_REASON);
    }

    /** Skips the exceptions that only carry another one. */
    private static Throwable told(Throwable failure) {
        Throwable told = failure;
        for (int depth = 0; depth < DEEPEST && told.getCause() != null && carries(told); depth++) {
            told = told.getCause();
        }
        return told;
    }

    private static boolean carries(Throwable failure) {
        return failure instanceof UncheckedIOException
                || failure instanceof DirectoryIteratorException
                || failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure instanceof InvocationTargetException
                || failure.getMessage() == null
                || failure.getMessage().equals(failure.getCause().toString());
    }

    /** Faults of code, whose messages name classes. */
    private static boolean isInternal(Throwable failure) {
        return failure instanceof NullPointerException
                || failure instanceof ClassCastException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof ConcurrentModificationException
                || failure instanceof NoSuchElementException
                || failure instanceof Error;
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
        if (e instanceof NotDirectoryException) {
            return "not a folder";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (e instanceof FileSystemLoopException) {
            return "its links form a circle";
        }
        return Optional.ofNullable(e.getReason())
                .map(PlainWords::oneLine)
                .filter(text -> !text.isEmpty())
                .orElse(NO_REASON);
    }

    private static String withPlace(String reason, FileSystemException e) {
        return e.getFile() == null ? reason : reason + ": " + Printable.of(e.getFile());
    }

    private static String oneLine(String text) {
        return Printable.of(text.replaceAll("\\s+", " ").strip());
    }
}
