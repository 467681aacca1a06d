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

/** Describes an exception in one line for operators, without the names of Java classes. */
public final class PlainWords {

    private static final String NO_REASON = "no reason given";
    private static final int MAX_CAUSES = 20;

    private PlainWords() {}

    public static String of(Throwable failure) {
        Throwable cause = firstMeaningful(failure);
        if (cause instanceof FileSystemException file) {
            return withPlace(reason(file), file);
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
        if (isInternal(cause)) {
            return "internal error, see the log for details";
        }
        return Optional.ofNullable(cause.getMessage())
                .map(PlainWords::oneLine)
                .filter(text -> !text.isEmpty())
                .orElse(NO_REASON);
    }

    /** Skips exceptions that only wrap another one. */
    private static Throwable firstMeaningful(Throwable failure) {
        Throwable meaningful = failure;
        for (int depth = 0; depth < MAX_CAUSES && meaningful.getCause() != null && isWrapper(meaningful); depth++) {
            meaningful = meaningful.getCause();
        }
        return meaningful;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof UncheckedIOException
                || failure instanceof DirectoryIteratorException
                || failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure instanceof InvocationTargetException
                || failure.getMessage() == null
                || failure.getMessage().equals(failure.getCause().toString());
    }

    /** Returns whether a failure is a fault of the code. Messages of such faults name classes. */
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
            return "no such file or folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file or folder of this name already exists";
        }
        if (e instanceof NotDirectoryException) {
            return "not a folder";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (e instanceof FileSystemLoopException) {
            return "its symbolic links form a loop";
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
