package sample;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;

/** A connector's tool that starts. */
public class Working implements Tool {

    @Override
    public ToolDefinition definition() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) {
        throw new UnsupportedOperationException();
    }
}
