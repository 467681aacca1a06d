package io.patchbay.connectors.conformance;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;

/** A tool that consists of a definition and one step. */
record FixtureTool(ToolDefinition definition, Step step) implements Tool {

    /** Returns a read-only tool without parameters. */
    static FixtureTool of(String name, String description, Step step) {
        return of(name, description, Schema.EMPTY, step);
    }

    /** Returns a read-only tool. */
    static FixtureTool of(String name, String description, Schema input, Step step) {
        return new FixtureTool(ToolDefinition.readOnly(name, description, input), step);
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) throws Exception {
        return step.call(arguments, context);
    }

    /** The code of a tool. */
    @FunctionalInterface
    interface Step {
        ToolResult call(Arguments arguments, CallContext context) throws Exception;
    }
}
