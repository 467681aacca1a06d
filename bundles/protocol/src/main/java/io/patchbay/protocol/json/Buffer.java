package io.patchbay.protocol.json;

import java.io.OutputStream;
import java.util.Arrays;

/** A growing byte buffer. Data that is written in one piece is copied only once. Not thread-safe. */
public final class Buffer extends OutputStream {

    private static final byte[] NOTHING = {};

    /**
     * The maximum size of a message. Clients cannot process longer messages, and this server cannot keep several longer
     * messages in memory.
     */
    private static final int MAX_BYTES = 32 * 1024 * 1024;

    private byte[] bytes = NOTHING;
    private int size;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        int needed = Math.addExact(size, length);
        if (needed > MAX_BYTES) {
            throw new TooLarge();
        }
        if (needed > bytes.length) {
            int capacity = size == 0 ? needed : (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, size * 2L));
            bytes = Arrays.copyOf(bytes, Math.max(capacity, needed));
        }
        System.arraycopy(source, offset, bytes, size, length);
        size = needed;
    }

    /** Thrown if a message exceeds the maximum size. */
    public static final class TooLarge extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("The message has more than " + MAX_BYTES + " bytes");
        }
    }

    /** Returns all written bytes. The buffer must not be used afterwards. */
    public byte[] bytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
