package io.patchbay.protocol.json;

import io.patchbay.support.FailureText;
import io.patchbay.support.SafeText;
import java.nio.file.FileSystemException;
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
        String line = SafeText.line(SafeText.shorten(text, MAX_LINE_LENGTH));
        return SafeText.shorten(line, MAX_LINE_LENGTH - 1);
    }

    /**
     * Returns a line with the text and the exception's message. If the exception has no message, the line contains its class
     * name.
     */
    public static String of(String text, Throwable e) {
        String message = e.getMessage();
        return of(text + ": "
                + (e instanceof FileSystemException file
                        ? FailureText.of(file)
                        : message == null ? e.getClass().getSimpleName() : message));
    }

    /**
     * Returns {@code " at …"} with one stack frame of a thread: the innermost frame outside the JDK. This frame shows
     * the code to correct.
     */
    public static Optional<String> place(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("jdk."))
                .findFirst()
                .map(frame -> " at " + frame);
    }
}
