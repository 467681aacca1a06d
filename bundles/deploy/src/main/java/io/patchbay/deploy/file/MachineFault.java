package io.patchbay.deploy.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;

/**
 * Recognises faults of the machine: a full or read-only disk, missing permissions, too few descriptors or threads, a failing disk
 * or network share. The processed file does not cause these faults. The work is retried (see {@link Retry}), because the faults may
 * end at any time.
 */
public final class MachineFault {

    private static final int MAX_CAUSES = 20;
    /** The messages of the C library for ENOSPC, EDQUOT, EFBIG, EACCES, EPERM, EROFS, EMFILE, ENFILE, EIO, ESTALE, ENOMEM and EAGAIN. */
    private static final List<String> SYSTEM_MESSAGES = List.of(
            "No space left on device",
            "Disk quota exceeded",
            "File too large",
            "Permission denied",
            "Operation not permitted",
            "Read-only file system",
            "Too many open files",
            "Input/output error",
            "Stale file handle",
            "Cannot allocate memory",
            "unable to create native thread",
            "Resource temporarily unavailable",
            "Transport endpoint is not connected",
            "Host is down",
            "java.nio.file.AccessDeniedException",
            "java.nio.file.FileSystemException");

    private MachineFault() {}

    /** Returns whether a failure, or one of its causes, is a fault of the machine. */
    public static boolean isIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < MAX_CAUSES && cause != null; depth++) {
            if (isMachineFault(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Returns whether a printed stack trace contains a fault of the machine. */
    public static boolean isIn(String printed) {
        return SYSTEM_MESSAGES.stream().anyMatch(printed::contains);
    }

    private static boolean isMachineFault(Throwable failure) {
        if (failure instanceof NoSuchFileException || failure instanceof FileAlreadyExistsException) {
            return false;
        }
        if (failure instanceof FileSystemException || failure instanceof OutOfMemoryError) {
            return true;
        }
        boolean fromTheSystem = failure.getClass() == IOException.class || failure instanceof FileNotFoundException;
        return fromTheSystem && isIn(Objects.toString(failure.getMessage(), ""));
    }
}
