package io.patchbay.http.server;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Buffers that connections reuse to read ahead. For each request, the server reads ahead once. A new buffer would be a
 * quarter of the memory that a call allocates. The reader copies the bytes, so one buffer per processor is enough for
 * all connections. Any thread may call the methods.
 */
final class SpareBuffers {

    static final int BUFFER_BYTES = 4 * 1024;

    private static final int MAX_SPARES = 8;

    private final AtomicReferenceArray<ByteBuffer> spares = new AtomicReferenceArray<>(MAX_SPARES);

    /** Returns an empty buffer that no other thread uses. */
    ByteBuffer take() {
        for (int i = 0; i < MAX_SPARES; i++) {
            ByteBuffer spare = spares.get(i);
            // the thread that removes a buffer is its only owner, even if other threads took and returned the buffer in
            // between
            if (spare != null && spares.compareAndSet(i, spare, null)) {
                return spare;
            }
        }
        return BufferUtil.allocate(BUFFER_BYTES);
    }

    /** Gives a buffer back after its use. The JVM garbage-collects a buffer that no thread gives back. */
    void giveBack(ByteBuffer buffer) {
        BufferUtil.clear(buffer);
        for (int i = 0; i < MAX_SPARES; i++) {
            if (spares.get(i) == null && spares.compareAndSet(i, null, buffer)) {
                return;
            }
        }
    }
}
