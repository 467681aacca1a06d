package io.patchbay.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A tool of MCP: an operation that a client can call. Register a tool as an OSGi service, or return the tool from a
 * {@link Connector}.
 */
@ConsumerType
public interface Tool {

    /**
     * Returns the definition that clients see. The definition is the same for all callers. The server calls this method on a server
     * thread each time it publishes the tool. If the method throws an exception, the server does not publish this tool. The
     * exception does not affect other tools.
     */
    ToolDefinition definition();

    /**
     * Runs the tool. The server calls this method once for each round of a call, after authentication, policy and validation of the
     * arguments. Calls run concurrently. Each call has its own thread, which may block. From JDK 24 on, the thread is a virtual
     * thread.
     *
     * <p>The server interrupts the thread when the client cancels the call or the deadline passes. After the interrupt,
     * the server ignores the result. If the method throws an {@link Exception} or {@link Error}, only this call fails.
     * The client receives the call id, and the log contains the stack trace. For a failure that the model can correct,
     * return {@link ToolResult#failed(String)} instead.
     *
     * @throws InvalidArgumentException if the tool cannot use an argument; the server reports the reason to the caller
     * @throws CallException if the client must receive a JSON-RPC error, which is rare
     */
    ToolResult call(Arguments arguments, CallContext context) throws Exception;
}
