package io.patchbay.connectors.hostile;

import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Tools that block until {@code release} is called and ignore interrupts. */
final class Hanging {

    private final CountDownLatch released = new CountDownLatch(1);

    List<Tool> tools() {
        return List.of(
                new HostileTool("loop", context -> loop()),
                new HostileTool("block", context -> block()),
                new HostileTool("leak_threads", context -> leakThreads()),
                new HostileTool("release", context -> {
                    released.countDown();
                    return ToolResult.text("released");
                }));
    }

    /** Computes without a pause. On a virtual thread, the computation occupies the carrier thread. */
    ToolResult loop() {
        while (released.getCount() > 0) {
            Thread.onSpinWait();
        }
        return ToolResult.text("late");
    }

    ToolResult block() {
        while (true) {
            try {
                released.await();
                return ToolResult.text("late");
            } catch (InterruptedException e) {
                // The tool ignores the interrupt on purpose.
            }
        }
    }

    private ToolResult leakThreads() {
        for (int i = 0; i < 100; i++) {
            Thread thread = new Thread(this::block, "leaked-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        return ToolResult.text("leaked");
    }
}
