package io.patchbay.testing;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;

/** A tool made of a definition and a function. */
record StubTool(ToolDefinition definition, Body body) implements Tool {

    static final Schema ANY = Schema.of("{\"type\":\"object\"}");

    /** The function of the tool. */
    interface Body {
        ToolResult call(Arguments arguments, CallContext context) throws Exception;
    }

    /** Returns a read-only tool that accepts any arguments. */
    static StubTool of(String name, Body body) {
        return new StubTool(ToolDefinition.readOnly(name, "A tool.", ANY), body);
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) throws Exception {
        return body.call(arguments, context);
    }
}
