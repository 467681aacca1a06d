package io.patchbay.testing;

/** The server answered a request with an error of the protocol: an unknown tool for example, or a prompt without a required argument. */
public final class McpError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final int status;

    McpError(int code, int status, String message) {
        super(message);
        this.code = code;
        this.status = status;
    }

    /** Of JSON-RPC, for example -32602. */
    public int code() {
        return code;
    }

    /** Of HTTP, for example 200. */
    public int status() {
        return status;
    }
}
