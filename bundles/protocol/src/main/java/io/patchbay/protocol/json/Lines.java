package io.patchbay.protocol.json;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes one readable line of what may come from anywhere. */
public final class Lines {

    private static final int LONGEST = 400;
    private static final int LONGEST_NAME = 100;

    private Lines() {}

    /** A name that may be too long for a line. */
    public static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    public static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? ' ' : point)
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    /** With what an exception says; its class alone when it says nothing. */
    public static String of(String text, Throwable e) {
        String message = e.getMessage();
        return of(text + ": "
                + (e instanceof FileSystemException file
                        ? said(file)
                        : message == null ? e.getClass().getSimpleName() : message));
    }

    /** The message of some is only a path. */
    private static String said(FileSystemException e) {
        String reason = e instanceof AccessDeniedException
                ? "permission denied"
                : e instanceof NoSuchFileException
                        ? "not there"
                        : e instanceof FileAlreadyExistsException
                                ? "something else is there"
                                : e.getReason() == null ? "no reason is known" : e.getReason();
        return e.getFile() == null ? reason : reason + ": " + e.getFile();
    }

    /** Where a thread is in code that is not Java's own, which tells what to mend: {@code " at …"}. */
    public static Optional<String> place(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("jdk."))
                .findFirst()
                .map(frame -> " at " + frame);
    }
}
