package io.patchbay.protocol;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;

/** A tool that returns its own name. */
public final class FakeTool implements Tool {

    private volatile ToolDefinition definition;

    public FakeTool(ToolDefinition definition) {
        this.definition = definition;
    }

    public static FakeTool named(String name) {
        return new FakeTool(ToolDefinition.readOnly(name, "Answers its name.", Schema.EMPTY));
    }

    public void define(ToolDefinition definition) {
        this.definition = definition;
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) {
        return ToolResult.text(definition.name());
    }
}
