package io.patchbay.protocol.json;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns untrusted text into one readable line for logs and operators. */
public final class Lines {

    private static final int MAX_LINE_LENGTH = 400;
    private static final int MAX_NAME_LENGTH = 100;

    private Lines() {}

    /** Shortens a name that is too long for a line. */
    public static String shortened(String name) {
        return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH) + "…";
    }

    public static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(MAX_LINE_LENGTH)
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? ' ' : point)
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    /** Appends the exception's message, or its class name if it has no message. */
    public static String of(String text, Throwable e) {
        String message = e.getMessage();
        return of(text + ": "
                + (e instanceof FileSystemException file
                        ? reason(file)
                        : message == null ? e.getClass().getSimpleName() : message));
    }

    /** The message of some of these exceptions is only a path. */
    private static String reason(FileSystemException e) {
        String reason = e instanceof AccessDeniedException
                ? "permission denied"
                : e instanceof NoSuchFileException
                        ? "no such file"
                        : e instanceof FileAlreadyExistsException
                                ? "a file with that name exists already"
                                : e.getReason() == null ? "unknown reason" : e.getReason();
        return e.getFile() == null ? reason : reason + ": " + e.getFile();
    }

    /** Returns {@code " at …"} with the innermost frame of a thread that is not in the JDK, so that a reader knows what to fix. */
    public static Optional<String> place(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("jdk."))
                .findFirst()
                .map(frame -> " at " + frame);
    }
}
