package io.patchbay.connectors.files.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** Reads a part of an open file: never more than was asked for, however it grows meanwhile. */
public final class Bytes {

    private Bytes() {}

    public static byte[] read(SeekableByteChannel file, long from, int most) throws IOException {
        long there = Math.max(0, file.size() - from);
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(most, there));
        file.position(from);
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {
            // A file may give less at a time, or have become shorter.
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    public static byte[] head(SeekableByteChannel file) throws IOException {
        return read(file, 0, TextForm.SAMPLE);
    }
}
