package io.patchbay.audit;

import io.patchbay.support.SafeText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Builds JSON as UTF-8 bytes on one line. Escapes characters that could break a line, move a cursor or hide a character. These are
 * control characters, line separators, direction marks and lone surrogates.
 */
final class JsonBytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long DAY_MILLIS = 86_400_000L;
    private static final long YEAR_10000_MILLIS = 253_402_300_800_000L;

    private byte[] bytes;
    private int length;

    JsonBytes(int capacity) {
        bytes = new byte[capacity];
    }

    /** Returns the buffer without a copy. Only the first {@link #length} bytes are used. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Discards the bytes after a position. */
    void rewind(int to) {
        length = to;
    }

    /** Appends ASCII characters without escaping them. */
    @SuppressWarnings("deprecation") // the only method that copies low bytes without an intermediate array
    JsonBytes raw(String ascii) {
        ensureCapacity(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
        return this;
    }

    /** Appends a string. */
    JsonBytes string(String text) {
        return string(text, text.length());
    }

    /** Appends a string. If the string is longer than the maximum, appends only its beginning and its length. */
    JsonBytes string(String text, int maxLength) {
        int end = Math.min(text.length(), maxLength);
        ensureCapacity(end + 2);
        bytes[length++] = '"';
        int i = 0;
        while (i < end && isPlain(text.charAt(i))) {
            bytes[length++] = (byte) text.charAt(i++);
        }
        while (i < end) {
            i += character(text, i, end);
        }
        if (end < text.length()) {
            ensureCapacity(40);
            raw("\\u2026[").number(text.length()).raw(" characters]");
        }
        ensureCapacity(1);
        bytes[length++] = '"';
        return this;
    }

    JsonBytes number(long value) {
        if (value < 0) {
            return raw(Long.toString(value));
        }
        ensureCapacity(20);
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Appends a quoted instant in UTC with milliseconds. */
    JsonBytes instant(long epochMillis) {
        if (epochMillis < 0 || epochMillis >= YEAR_10000_MILLIS) {
            return string(Instant.ofEpochMilli(epochMillis).toString());
        }
        ensureCapacity(26);
        // Converts days to year, month and day with integers only: years begin in March, eras have 400 years.
        long days = epochMillis / DAY_MILLIS + 719_468;
        long ofEra = days % 146_097;
        long yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        long dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long march = (5 * dayOfYear + 2) / 153;
        int month = (int) (march < 10 ? march + 3 : march - 9);
        int year = (int) (yearOfEra + days / 146_097 * 400 + (month <= 2 ? 1 : 0));
        int ofDay = (int) (epochMillis % DAY_MILLIS);
        bytes[length++] = '"';
        two(year / 100).two(year % 100).one('-').two(month).one('-').two((int) (dayOfYear - (153 * march + 2) / 5 + 1));
        one('T').two(ofDay / 3_600_000)
                .one(':')
                .two(ofDay / 60_000 % 60)
                .one(':')
                .two(ofDay / 1_000 % 60);
        one('.').one((char) ('0' + ofDay / 100 % 10)).two(ofDay % 100).one('Z').one('"');
        return this;
    }

    private JsonBytes two(int value) {
        bytes[length++] = (byte) ('0' + value / 10);
        bytes[length++] = (byte) ('0' + value % 10);
        return this;
    }

    private JsonBytes one(char ascii) {
        bytes[length++] = (byte) ascii;
        return this;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    /** Appends the character at an index. Returns the number of {@code char} values that the character consists of. */
    private int character(String text, int i, int end) {
        ensureCapacity(6);
        char c = text.charAt(i);
        if (isPlain(c)) {
            bytes[length++] = (byte) c;
            return 1;
        }
        if (c == '"' || c == '\\') {
            one('\\').one(c);
            return 1;
        }
        boolean pair = Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
        int point = pair ? Character.toCodePoint(c, text.charAt(i + 1)) : c;
        if (c == '\t' || SafeText.isUnsafe(point)) {
            escape(c);
            if (pair) {
                escape(text.charAt(i + 1));
            }
        } else {
            utf8(point);
        }
        return pair ? 2 : 1;
    }

    private void escape(char c) {
        ensureCapacity(6);
        one('\\').one('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[c >> shift & 0xf];
        }
    }

    private void utf8(int point) {
        if (point < 0x800) {
            bytes[length++] = (byte) (0xc0 | point >> 6);
        } else {
            if (point < 0x10000) {
                bytes[length++] = (byte) (0xe0 | point >> 12);
            } else {
                bytes[length++] = (byte) (0xf0 | point >> 18);
                bytes[length++] = (byte) (0x80 | point >> 12 & 0x3f);
            }
            bytes[length++] = (byte) (0x80 | point >> 6 & 0x3f);
        }
        bytes[length++] = (byte) (0x80 | point & 0x3f);
    }

    private void ensureCapacity(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
