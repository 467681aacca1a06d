package io.patchbay.protocol;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;

/** The tool {@code echo} for the benchmarks of the protocol. The load scripts call the same tool on a whole server. */
final class Echo implements Tool {

    private static final Schema INPUT = Schema.of("""
            {"type":"object","properties":{"message":{"type":"string"}},"required":["message"]}""");

    @Override
    public ToolDefinition definition() {
        return ToolDefinition.readOnly("echo", "Sends the message back", INPUT);
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) {
        return ToolResult.text(arguments.string("message"));
    }
}
