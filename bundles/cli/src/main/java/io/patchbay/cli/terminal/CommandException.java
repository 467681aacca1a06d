package io.patchbay.cli.terminal;

/** A failure of a command, which is shown as one line. The exception contains the exit code of the command. */
public final class CommandException extends RuntimeException {

    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int NOT_RUNNING = 3;
    public static final int NOT_READY = 4;
    public static final int TOOL_FAILED = 5;
    public static final int NOT_ALLOWED = 6;
    public static final int CANCELLED = 130;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
