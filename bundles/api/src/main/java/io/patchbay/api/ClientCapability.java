package io.patchbay.api;

/** A capability that a client declares and that a tool or prompt can require. */
public enum ClientCapability {
    /** The client can show its user a form. */
    ELICITATION_FORM,
    /** The client can ask its user to open a web page. */
    ELICITATION_URL,
    /** The client can ask its model to write a message. */
    SAMPLING,
    /** The client can ask its model to write a message and to use tools. */
    SAMPLING_TOOLS,
    /** The client can add context from MCP servers to a request to its model. See {@link InputRequest.Context}. */
    SAMPLING_CONTEXT,
    /** The client can list the folders that it works on. */
    ROOTS
}
