package io.patchbay.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Something an agent may call: MCP's tool. Registered as an OSGi service, or listed by a {@link Connector}. */
@ConsumerType
public interface Tool {

    /**
     * Says what clients see of this tool. Called when the tool is published, from a thread of the server, and not again until
     * it is published anew; the answer never varies by caller. An exception keeps this tool, and only it, out of the catalog.
     */
    ToolDefinition definition();

    /**
     * Does the work. Called once for each round of a call, after authentication, policy and the check of the arguments against
     * the input schema; concurrently, each call on a thread of its own (a virtual one from JDK 24 on), which may block.
     *
     * <p>The thread is interrupted when the client cancels or the deadline passes; what the tool answers after that is dropped.
     * An {@link Exception} or {@link Error} fails this call only: the client learns the call id, the log the stack.
     * What the model can put right is not an exception but {@link ToolResult#failed(String)}.
     *
     * @throws CallException for the rare case that must be answered as a JSON-RPC error
     */
    ToolResult call(Arguments arguments, CallContext context) throws Exception;
}
