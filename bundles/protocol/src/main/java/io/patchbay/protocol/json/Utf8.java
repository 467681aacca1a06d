package io.patchbay.protocol.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** One look at the bytes of a body before they are parsed. */
enum Utf8 {

    /** Not UTF-8 (RFC 3629), or with a NUL, which no JSON text holds (UTF-16 and UTF-32 do). */
    INVALID,
    /** Without a backslash. */
    PLAIN,
    /** With a backslash, so that strings may hold what the bytes do not show. */
    ESCAPED;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long BACKSLASHES = ONES * '\\';

    static Utf8 of(byte[] bytes) {
        boolean escaped = false;
        int i = 0;
        while (i < bytes.length) {
            if (i + Long.BYTES <= bytes.length && ordinary((long) LONGS.get(bytes, i))) {
                i += Long.BYTES;
                continue;
            }
            int length = character(bytes, i);
            if (length == 0) {
                return INVALID;
            }
            escaped |= bytes[i] == '\\';
            i += length;
        }
        return escaped ? ESCAPED : PLAIN;
    }

    /** Whether eight bytes are ASCII without NUL and backslash; may say no wrongly, never yes. */
    private static boolean ordinary(long eight) {
        long slashes = eight ^ BACKSLASHES;
        return (((eight - ONES) | eight | (slashes - ONES)) & HIGHS) == 0;
    }

    /** How many bytes the character here has; 0 when it is none. */
    private static int character(byte[] bytes, int i) {
        int first = bytes[i];
        if (first > 0) {
            return 1;
        }
        first &= 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return follows(bytes, i + 1, 0x80, 0xBF) ? 2 : 0;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            int least = first == 0xE0 ? 0xA0 : 0x80;
            int most = first == 0xED ? 0x9F : 0xBF;
            return follows(bytes, i + 1, least, most) && follows(bytes, i + 2, 0x80, 0xBF) ? 3 : 0;
        }
        if (first >= 0xF0 && first <= 0xF4) {
            int least = first == 0xF0 ? 0x90 : 0x80;
            int most = first == 0xF4 ? 0x8F : 0xBF;
            return follows(bytes, i + 1, least, most)
                            && follows(bytes, i + 2, 0x80, 0xBF)
                            && follows(bytes, i + 3, 0x80, 0xBF)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean follows(byte[] bytes, int i, int least, int most) {
        return i < bytes.length && (bytes[i] & 0xFF) >= least && (bytes[i] & 0xFF) <= most;
    }
}
