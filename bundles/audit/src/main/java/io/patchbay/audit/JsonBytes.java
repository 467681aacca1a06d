package io.patchbay.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * JSON in the making, as bytes of UTF-8 on one line. Whatever could break a line, move a cursor or hide a character is
 * escaped: control characters, line separators, direction marks, lone surrogates.
 */
final class JsonBytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long DAY = 86_400_000L;
    private static final long YEAR_10000 = 253_402_300_800_000L;

    private byte[] bytes;
    private int length;

    JsonBytes(int capacity) {
        bytes = new byte[capacity];
    }

    /** The bytes so far, with room behind them; not copied. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Takes back what came after a place. */
    void rewind(int to) {
        length = to;
    }

    /** Characters of ASCII that need no escape, as they are. */
    @SuppressWarnings("deprecation") // the one copy that takes the low bytes as they are, without an array between
    JsonBytes raw(String ascii) {
        ensure(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
        return this;
    }

    /** A string, whole. */
    JsonBytes string(String text) {
        return string(text, text.length());
    }

    /** A string, cut at so many characters; what is cut off is told by its length. */
    JsonBytes string(String text, int longest) {
        int end = Math.min(text.length(), longest);
        ensure(end + 2);
        bytes[length++] = '"';
        int i = 0;
        while (i < end && plain(text.charAt(i))) {
            bytes[length++] = (byte) text.charAt(i++);
        }
        while (i < end) {
            i += character(text, i, end);
        }
        if (end < text.length()) {
            ensure(40);
            raw("\\u2026[").number(text.length()).raw(" characters]");
        }
        ensure(1);
        bytes[length++] = '"';
        return this;
    }

    JsonBytes number(long value) {
        if (value < 0) {
            return raw(Long.toString(value));
        }
        ensure(20);
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

    /** An instant in UTC with milliseconds, quoted. */
    JsonBytes instant(long epochMillis) {
        if (epochMillis < 0 || epochMillis >= YEAR_10000) {
            return string(Instant.ofEpochMilli(epochMillis).toString());
        }
        ensure(26);
        // Days to year, month and day in whole numbers, in years that begin in March and eras of 400 years.
        long days = epochMillis / DAY + 719_468;
        long ofEra = days % 146_097;
        long yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        long dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long march = (5 * dayOfYear + 2) / 153;
        int month = (int) (march < 10 ? march + 3 : march - 9);
        int year = (int) (yearOfEra + days / 146_097 * 400 + (month <= 2 ? 1 : 0));
        int ofDay = (int) (epochMillis % DAY);
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

    private static boolean plain(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    /** Writes the character at a place, and says how many chars it took. */
    private int character(String text, int i, int end) {
        ensure(6);
        char c = text.charAt(i);
        if (plain(c)) {
            bytes[length++] = (byte) c;
            return 1;
        }
        if (c == '"' || c == '\\') {
            one('\\').one(c);
            return 1;
        }
        boolean pair = Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
        int point = pair ? Character.toCodePoint(c, text.charAt(i + 1)) : c;
        if (pair ? hidden(point) : Character.isSurrogate(c) || hidden(point)) {
            escape(c);
            if (pair) {
                escape(text.charAt(i + 1));
            }
        } else {
            utf8(point);
        }
        return pair ? 2 : 1;
    }

    private static boolean hidden(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE;
    }

    private void escape(char c) {
        ensure(6);
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

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
