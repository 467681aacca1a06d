package io.patchbay.connectors.hostile;

import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import java.util.ArrayList;
import java.util.List;

/** Tools that throw exceptions and errors, or return null. */
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
                new HostileTool("overflow", context -> ToolResult.text("" + recurse(0))),
                new HostileTool("exhaust", context -> ToolResult.text("" + exhaustMemory())));
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    /** Allocates memory until Java throws an OutOfMemoryError, which releases the memory. */
    private static int exhaustMemory() {
        List<byte[]> blocks = new ArrayList<>();
        while (true) {
            blocks.add(new byte[8 * 1024 * 1024]);
        }
    }
}
