package io.patchbay.testing;

/**
 * Reports that the server answered a request with a protocol error, for example for an unknown tool or a missing argument of a
 * prompt.
 */
public final class McpError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final int status;

    McpError(int code, int status, String message) {
        super(message);
        this.code = code;
        this.status = status;
    }

    /** Returns the JSON-RPC code, for example -32602. */
    public int code() {
        return code;
    }

    /** Returns the HTTP status, for example 200. */
    public int status() {
        return status;
    }
}
