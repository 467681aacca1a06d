package io.patchbay.protocol.json;

import java.io.OutputStream;
import java.util.Arrays;

/** Grows; for one thread. What comes in one piece is copied once. */
public final class Buffer extends OutputStream {

    private static final byte[] NOTHING = {};

    /** Longer messages are nothing a client could take; several of them at once would be nothing this server could. */
    private static final int MOST = 32 * 1024 * 1024;

    private byte[] bytes = NOTHING;
    private int size;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        int needed = Math.addExact(size, length);
        if (needed > MOST) {
            throw new TooLarge();
        }
        if (needed > bytes.length) {
            int capacity = size == 0 ? needed : (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, size * 2L));
            bytes = Arrays.copyOf(bytes, Math.max(capacity, needed));
        }
        System.arraycopy(source, offset, bytes, size, length);
        size = needed;
    }

    /** What was to be written is longer than any message may be. */
    public static final class TooLarge extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("a message of more than " + MOST + " bytes");
        }
    }

    /** All that was written; not to be written to any more. */
    public byte[] bytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
