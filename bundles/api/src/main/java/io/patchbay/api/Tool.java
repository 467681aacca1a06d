package io.patchbay.api;

import org.osgi.annotation.versioning.ConsumerType;

/** A tool of MCP: an operation that a client can call. Register it as an OSGi service, or return it from a {@link Connector}. */
@ConsumerType
public interface Tool {

    /**
     * Returns the definition that clients see, the same for all callers. Called on a thread of the server each time the tool is
     * published. If the method throws, this tool is not published; other tools are not affected.
     */
    ToolDefinition definition();

    /**
     * Runs the tool. Called once for each round of a call, after authentication, policy and validation of the arguments against the
     * input schema. Calls are concurrent, each on a thread of its own that may block (a virtual thread from JDK 24 on).
     *
     * <p>The thread is interrupted when the client cancels or the deadline passes, and a result after that is discarded. An
     * {@link Exception} or {@link Error} fails this call only: the client receives the call id, and the log contains the stack trace.
     * For a failure that the model can correct, return {@link ToolResult#failed(String)} instead of throwing an exception.
     *
     * @throws InvalidArgumentException if the tool cannot use an argument; the server reports the reason to the caller
     * @throws CallException in the rare case that the client must receive a JSON-RPC error
     */
    ToolResult call(Arguments arguments, CallContext context) throws Exception;
}
