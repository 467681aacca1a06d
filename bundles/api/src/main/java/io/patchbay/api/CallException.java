package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A JSON-RPC error, for the rare case in which a connector must answer one. Its message goes to the client as it is.
 * Mostly {@link ToolResult#failed(String)} is right instead.
 */
public class CallException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient Optional<Json> data;

    /** @param code outside -32768 to -32000, or -32602 (invalid parameters) or -32603 (internal error) */
    public CallException(int code, String message) {
        this(code, message, Optional.empty());
    }

    public CallException(int code, String message, Optional<Json> data) {
        super(requireNonNull(message, "message"));
        if (code >= -32768 && code <= -32000 && code != -32602 && code != -32603) {
            throw new IllegalArgumentException("a code reserved by JSON-RPC or MCP: " + code);
        }
        this.code = code;
        this.data = requireNonNull(data, "data");
    }

    public int code() {
        return code;
    }

    public Optional<Json> data() {
        return data;
    }
}
