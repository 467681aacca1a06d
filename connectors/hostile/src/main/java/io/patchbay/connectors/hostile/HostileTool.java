package io.patchbay.connectors.hostile;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;

/** A tool without parameters, said in two parts: its name and what it does. */
record HostileTool(String name, Deed deed) implements Tool {

    @Override
    public ToolDefinition definition() {
        return ToolDefinition.readOnly(name, "Does harm: " + name);
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) throws Exception {
        return deed.call(context);
    }

    /** What the tool does. */
    @FunctionalInterface
    interface Deed {
        ToolResult call(CallContext context) throws Exception;
    }
}
