package io.patchbay.api;

/** A tool's support of tasks (the tasks extension of MCP 2026-07-28). */
public enum Tasks {
    /** Calls never run as tasks. */
    NEVER,
    /**
     * A call can become a task if the client supports tasks. The call becomes a task when it has run for a long time or
     * when the tool invokes {@link CallContext#continueAsTask()}.
     */
    ALLOWED,
    /** Calls always run as tasks. Clients that do not support tasks cannot call the tool. */
    REQUIRED
}
