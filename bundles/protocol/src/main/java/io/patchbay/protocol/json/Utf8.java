package io.patchbay.protocol.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The result of one scan over the bytes of a body before they are parsed. */
enum Utf8 {

    /**
     * The bytes are not UTF-8 (RFC 3629) or contain a NUL byte. NUL bytes occur in UTF-16 and UTF-32, but in no JSON
     * text in UTF-8.
     */
    INVALID,
    /** The bytes are UTF-8 without a backslash. */
    PLAIN,
    /** The bytes are UTF-8 with a backslash. Escapes in strings may represent characters that the scan does not see. */
    ESCAPED;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long BACKSLASHES = ONES * '\\';

    static Utf8 of(byte[] bytes) {
        boolean escaped = false;
        int i = 0;
        while (i < bytes.length) {
            if (i + Long.BYTES <= bytes.length && isPlainAscii((long) LONGS.get(bytes, i))) {
                i += Long.BYTES;
                continue;
            }
            int length = characterLength(bytes, i);
            if (length == 0) {
                return INVALID;
            }
            escaped |= bytes[i] == '\\';
            i += length;
        }
        return escaped ? ESCAPED : PLAIN;
    }

    /**
     * Returns true only if all eight bytes are ASCII characters other than NUL and backslash. May also return false if
     * the bytes are such characters.
     */
    private static boolean isPlainAscii(long eight) {
        long slashes = eight ^ BACKSLASHES;
        return (((eight - ONES) | eight | (slashes - ONES)) & HIGHS) == 0;
    }

    /** Returns the number of bytes of the character at this index; 0 if the character is malformed. */
    private static int characterLength(byte[] bytes, int i) {
        int first = bytes[i];
        if (first > 0) {
            return 1;
        }
        first &= 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return follows(bytes, i + 1, 0x80, 0xBF) ? 2 : 0;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            int min = first == 0xE0 ? 0xA0 : 0x80;
            int max = first == 0xED ? 0x9F : 0xBF;
            return follows(bytes, i + 1, min, max) && follows(bytes, i + 2, 0x80, 0xBF) ? 3 : 0;
        }
        if (first >= 0xF0 && first <= 0xF4) {
            int min = first == 0xF0 ? 0x90 : 0x80;
            int max = first == 0xF4 ? 0x8F : 0xBF;
            return follows(bytes, i + 1, min, max)
                            && follows(bytes, i + 2, 0x80, 0xBF)
                            && follows(bytes, i + 3, 0x80, 0xBF)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean follows(byte[] bytes, int i, int min, int max) {
        return i < bytes.length && (bytes[i] & 0xFF) >= min && (bytes[i] & 0xFF) <= max;
    }
}
