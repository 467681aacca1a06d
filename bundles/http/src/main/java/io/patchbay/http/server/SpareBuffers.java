package io.patchbay.http.server;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Buffers for reading ahead, reused: each request reads ahead once, and a new buffer would be a quarter of what a call allocates.
 * What was read is copied, so one buffer for each processor is enough for all connections. Any thread.
 */
final class SpareBuffers {

    static final int BYTES = 4 * 1024;

    private static final int MAX_SPARES = 8;

    private final AtomicReferenceArray<ByteBuffer> spares = new AtomicReferenceArray<>(MAX_SPARES);

    /** Returns an empty buffer that no other thread has. */
    ByteBuffer take() {
        for (int i = 0; i < MAX_SPARES; i++) {
            ByteBuffer spare = spares.get(i);
            // the thread that takes a buffer away is its only owner, even if others took and gave it back in between
            if (spare != null && spares.compareAndSet(i, spare, null)) {
                return spare;
            }
        }
        return BufferUtil.allocate(BYTES);
    }

    /** Takes back a buffer that is no longer used. A buffer that is never given back becomes garbage. */
    void give(ByteBuffer buffer) {
        BufferUtil.clear(buffer);
        for (int i = 0; i < MAX_SPARES; i++) {
            if (spares.get(i) == null && spares.compareAndSet(i, null, buffer)) {
                return;
            }
        }
    }
}
