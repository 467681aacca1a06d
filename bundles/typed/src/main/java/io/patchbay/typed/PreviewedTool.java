package io.patchbay.typed;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Change;
import io.patchbay.api.Codes;
import io.patchbay.api.Preview;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;

/** A typed tool that can return a preview of its change. */
record PreviewedTool<I extends Record>(TypedTool<I> tool, Shape<I> input, TypedTool.Body<I, Change> body)
        implements Tool, Preview {

    PreviewedTool {
        requireNonNull(body, "body");
    }

    @Override
    public ToolDefinition definition() {
        return tool.definition();
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) throws Exception {
        return tool.call(arguments, context);
    }

    @Override
    public Change preview(Arguments arguments, CallContext context) throws Exception {
        try {
            return body.call(input.read(arguments), context);
        } catch (Mismatch e) {
            throw new ToolFailure(e.getMessage(), Codes.INVALID_ARGUMENTS);
        }
    }
}
