package io.patchbay.connectors.hostile;

import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import java.util.ArrayList;
import java.util.List;

/** Throws what nobody expects. */
final class Throwing {

    List<Tool> tools() {
        return List.of(
                new HostileTool("throw_exception", context -> {
                    throw new Exception("canary");
                }),
                new HostileTool("throw_error", context -> {
                    throw new Error("canary");
                }),
                new HostileTool("throw_linkage", context -> {
                    throw new NoClassDefFoundError("canary");
                }),
                new HostileTool("throw_null", context -> null),
                new HostileTool("overflow", context -> ToolResult.text("" + depth(0))),
                new HostileTool("exhaust", context -> ToolResult.text("" + exhaust())));
    }

    private static int depth(int depth) {
        return depth(depth + 1) + 1;
    }

    /** Takes all memory there is, and gives it back by failing. */
    private static int exhaust() {
        List<byte[]> taken = new ArrayList<>();
        while (true) {
            taken.add(new byte[8 * 1024 * 1024]);
        }
    }
}
