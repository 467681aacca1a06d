package io.patchbay.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Computes the checksum of the POSIX program {@code cksum}, which is available to every start script. */
final class Cksum {

    private static final int POLYNOMIAL = 0x04C11DB7;

    private Cksum() {}

    /** Returns the checksum and the length of a file, in the form in which {@code cksum} prints them for its standard input. */
    static String of(Path file) throws IOException {
        int[] table = table();
        int sum = 0;
        long length = 0;
        byte[] block = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                sum = add(table, sum, block, read);
                length += read;
            }
        }
        for (long rest = length; rest != 0; rest >>>= 8) {
            sum = add(table, sum, (byte) rest);
        }
        return Integer.toUnsignedString(~sum) + " " + length;
    }

    private static int add(int[] table, int sum, byte[] bytes, int count) {
        int result = sum;
        for (int i = 0; i < count; i++) {
            result = add(table, result, bytes[i]);
        }
        return result;
    }

    private static int add(int[] table, int sum, byte next) {
        return (sum << 8) ^ table[(sum >>> 24) ^ (next & 0xFF)];
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int entry = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                entry = (entry << 1) ^ (entry < 0 ? POLYNOMIAL : 0);
            }
            table[i] = entry;
        }
        return table;
    }
}
