package io.patchbay.connectors.hostile;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;

/** A tool without parameters that consists of a name and an action. */
record HostileTool(String name, Action action) implements Tool {

    @Override
    public ToolDefinition definition() {
        return ToolDefinition.readOnly(name, "Does harm: " + name);
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) throws Exception {
        return action.call(context);
    }

    /** The action of a tool. */
    @FunctionalInterface
    interface Action {
        ToolResult call(CallContext context) throws Exception;
    }
}
