package io.patchbay.cli.mcp;

/** The error codes of JSON-RPC and MCP that the command sends or recognises. */
public final class RpcErrors {

    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;

    /** MCP 2026-07-28: the headers of a request do not match its body. */
    public static final int HEADER_MISMATCH = -32020;

    /** MCP 2026-07-28: the server needs a capability that the client did not declare. */
    public static final int MISSING_CAPABILITY = -32021;

    private RpcErrors() {}
}
