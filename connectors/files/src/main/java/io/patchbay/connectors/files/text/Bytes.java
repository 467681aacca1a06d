package io.patchbay.connectors.files.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** Reads a part of an open file. Never reads more bytes than requested, even if the file grows in the meantime. */
public final class Bytes {

    private Bytes() {}

    public static byte[] read(SeekableByteChannel file, long from, int limit) throws IOException {
        long available = Math.max(0, file.size() - from);
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(limit, available));
        file.position(from);
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {
            // One read may return fewer bytes than requested. The file may also have become shorter.
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** Returns the first bytes of a file. These bytes decide whether the file is text. */
    public static byte[] head(SeekableByteChannel file) throws IOException {
        return read(file, 0, TextForm.SAMPLE_BYTES);
    }
}
