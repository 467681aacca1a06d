package io.patchbay.deploy.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;

/**
 * Recognises faults of the machine: a full or read-only disk, missing rights, too few descriptors or threads, a disk or a network
 * share that fails. No file is to blame for one, and it may end at any time, so the work is repeated (see {@link Retry}).
 */
public final class MachineFault {

    private static final int DEEPEST = 20;
    /** What the C library says of ENOSPC, EDQUOT, EFBIG, EACCES, EPERM, EROFS, EMFILE, ENFILE, EIO, ESTALE, ENOMEM and EAGAIN. */
    private static final List<String> SAID = List.of(
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
        for (int depth = 0; depth < DEEPEST && cause != null; depth++) {
            if (isOne(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** The same of a printed stack. */
    public static boolean isIn(String printed) {
        return SAID.stream().anyMatch(printed::contains);
    }

    private static boolean isOne(Throwable failure) {
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
