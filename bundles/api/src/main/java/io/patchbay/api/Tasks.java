package io.patchbay.api;

/** Whether a tool's calls may run as tasks (the tasks extension of MCP 2026-07-28). */
public enum Tasks {
    /** Calls never run as tasks. */
    NEVER,
    /**
     * A call becomes a task if the client supports tasks and the call either takes long or invokes
     * {@link CallContext#continueAsTask()}.
     */
    ALLOWED,
    /** Calls always run as tasks. Clients that do not support tasks cannot call the tool. */
    REQUIRED
}
