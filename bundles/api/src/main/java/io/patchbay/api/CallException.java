package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Ends a call with a JSON-RPC error. A connector rarely needs this exception. The server sends the message to the
 * client unchanged. In most cases, a connector should return {@link ToolResult#failed(String)} instead of throwing this
 * exception.
 */
public class CallException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient Optional<Json> data;

    /**
     * Creates an exception without data.
     *
     * @param code the JSON-RPC code: -32602 (invalid parameters), -32603 (internal error), or any code outside the
     *     range -32768 to -32000
     * @throws IllegalArgumentException if JSON-RPC or MCP reserves the code
     */
    public CallException(int code, String message) {
        this(code, message, Optional.empty());
    }

    /**
     * Creates an exception with optional data.
     *
     * @param code the code, with the same rules as in {@link #CallException(int, String)}
     * @param data the error's {@code data} for the client
     * @throws IllegalArgumentException if JSON-RPC or MCP reserves the code
     */
    public CallException(int code, String message, Optional<Json> data) {
        super(requireNonNull(message, "message"));
        if (code >= -32768 && code <= -32000 && code != -32602 && code != -32603) {
            throw new IllegalArgumentException("JSON-RPC or MCP reserves the code " + code);
        }
        this.code = code;
        this.data = requireNonNull(data, "data");
    }

    /** Returns the JSON-RPC code. */
    public int code() {
        return code;
    }

    /** Returns the error's {@code data} for the client. */
    public Optional<Json> data() {
        return data;
    }
}
