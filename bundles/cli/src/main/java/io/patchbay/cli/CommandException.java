package io.patchbay.cli;

/** What goes to the terminal as one line, and the exit code. */
final class CommandException extends RuntimeException {

    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_RUNNING = 3;
    static final int NOT_READY = 4;
    static final int TOOL_FAILED = 5;
    static final int NOT_ALLOWED = 6;
    static final int CANCELLED = 130;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
