package io.patchbay.protocol.rpc;

/** Names of HTTP headers and of members of {@code _meta} that MCP defines for every request. */
public final class Headers {

    /** The header with the id of the session, in the handshake revisions. */
    public static final String SESSION = "Mcp-Session-Id";

    /** The header with the revision of the request. */
    public static final String VERSION = "MCP-Protocol-Version";

    /** The member of {@code _meta} that names the revision. The header {@link #VERSION} repeats the value. */
    public static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";

    /** The member of {@code _meta} that declares the client's capabilities. */
    public static final String CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities";

    private Headers() {}
}
