package io.patchbay.api;

/** Whether a tool's calls may run as tasks (the tasks extension of MCP 2026-07-28). */
public enum Tasks {
    /** Always answered directly. */
    NEVER,
    /** As a task where the client understands tasks and the call takes long or says {@link CallContext#continueAsTask()}, else directly. */
    ALLOWED,
    /** Only as a task: clients that do not understand tasks cannot call it. */
    REQUIRED
}
