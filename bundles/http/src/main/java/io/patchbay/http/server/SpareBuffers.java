package io.patchbay.http.server;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Buffers for reading ahead, which are used again: each request reads ahead once, and a new buffer would be a quarter of the memory
 * that a call takes. What was read is copied, so one buffer for each processor is enough for all connections. Any thread.
 */
final class SpareBuffers {

    static final int BYTES = 4 * 1024;

    private static final int MAX_SPARES = 8;

    private final AtomicReferenceArray<ByteBuffer> spares = new AtomicReferenceArray<>(MAX_SPARES);

    /** Returns an empty buffer, which nobody else has. */
    ByteBuffer take() {
        for (int i = 0; i < MAX_SPARES; i++) {
            ByteBuffer spare = spares.get(i);
            // who sees it and takes it away is its only owner; that it was taken and given back in between does no harm
            if (spare != null && spares.compareAndSet(i, spare, null)) {
                return spare;
            }
        }
        return BufferUtil.allocate(BYTES);
    }

    /** Takes back a buffer that is not used any more. One that is never given back is garbage like any other. */
    void give(ByteBuffer buffer) {
        BufferUtil.clear(buffer);
        for (int i = 0; i < MAX_SPARES; i++) {
            if (spares.get(i) == null && spares.compareAndSet(i, null, buffer)) {
                return;
            }
        }
    }
}
