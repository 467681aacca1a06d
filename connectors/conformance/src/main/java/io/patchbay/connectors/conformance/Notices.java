package io.patchbay.connectors.conformance;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Level;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import java.time.Duration;
import java.util.List;

/** Tools that run for a while and send progress or log messages while they run. */
final class Notices {

    private static final Duration STEP = Duration.ofMillis(50);

    List<Tool> tools() {
        return List.of(
                FixtureTool.of("test_tool_with_progress", "Reports progress in three steps.", Notices::progress),
                FixtureTool.of("test_tool_with_logging", "Sends three log messages.", Notices::logging),
                FixtureTool.of(
                        "test_logging_tool", "Sends log messages to clients that ask for them.", Notices::logging),
                FixtureTool.of(
                        "test_reconnection",
                        "Releases the connection, then returns; the client reconnects for the result.",
                        Notices::reconnection),
                FixtureTool.of(
                        "test_slow_call",
                        "Runs for the given number of seconds; with release=true it releases the connection.",
                        Schema.of("""
                        {"type": "object", "required": ["seconds"], "properties": {
                         "seconds": {"type": "number", "minimum": 0, "maximum": 60},
                         "release": {"type": "boolean"}}}"""),
                        Notices::slow));
    }

    private static ToolResult progress(Arguments arguments, CallContext context) throws InterruptedException {
        context.progress(0, 100, "Started");
        pause(STEP);
        context.progress(50, 100, "Half way");
        pause(STEP);
        context.progress(100, 100, "Finished");
        return ToolResult.text("Three steps done.");
    }

    private static ToolResult logging(Arguments arguments, CallContext context) throws InterruptedException {
        context.log(Level.INFO, "Tool execution started");
        pause(STEP);
        context.log(Level.INFO, "Tool processing data");
        pause(STEP);
        context.log(Level.INFO, "Tool execution completed");
        return ToolResult.text("Three messages sent.");
    }

    private static ToolResult reconnection(Arguments arguments, CallContext context) throws InterruptedException {
        context.releaseConnection();
        pause(STEP);
        return ToolResult.text("Returned to the client that reconnected.");
    }

    private static ToolResult slow(Arguments arguments, CallContext context) throws InterruptedException {
        double seconds = arguments.number("seconds");
        context.progress(0, seconds, "Started");
        if (arguments.optionalBool("release").orElse(false)) {
            context.releaseConnection();
        }
        pause(Duration.ofMillis((long) (seconds * 1000)));
        return ToolResult.text("Done.");
    }

    private static void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }
}
