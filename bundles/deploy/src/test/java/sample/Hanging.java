package sample;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.util.concurrent.CountDownLatch;

/** A connector's tool that never finishes starting. */
public class Hanging implements Tool {

    public Hanging() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public ToolDefinition definition() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) {
        throw new UnsupportedOperationException();
    }
}
