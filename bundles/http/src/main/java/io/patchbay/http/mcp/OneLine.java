package io.patchbay.http.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes JSON in UTF-8 in a form that every reader of an event stream sees as one line. In the standard, only CR and LF
 * end a line. Some clients also split lines at U+0085, U+2028 and U+2029. The class escapes these three characters,
 * which occur only within JSON strings.
 */
final class OneLine {

    private OneLine() {}

    /**
     * Returns the JSON with U+0085, U+2028 and U+2029 escaped. Returns the given array if the JSON does not contain these
     * characters.
     *
     * @throws IllegalArgumentException if the JSON has a line break
     */
    static byte[] of(byte[] json) {
        for (int at = 0; at < json.length; at++) {
            byte b = json[at];
            if (b == '\n' || b == '\r') {
                throw new IllegalArgumentException("an event's data has a line break");
            }
            if (b < 0 && separator(json, at) > 0) {
                return escaped(json, at);
            }
        }
        return json;
    }

    private static byte[] escaped(byte[] json, int first) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream(json.length + 64);
        escaped.write(json, 0, first);
        int at = first;
        while (at < json.length) {
            int separator = separator(json, at);
            if (separator > 0) {
                escaped.writeBytes(String.format("\\u%04x", separator).getBytes(StandardCharsets.US_ASCII));
                at += separator == 0x85 ? 2 : 3;
            } else if (json[at] == '\n' || json[at] == '\r') {
                throw new IllegalArgumentException("an event's data has a line break");
            } else {
                escaped.write(json[at]);
                at++;
            }
        }
        return escaped.toByteArray();
    }

    /** Returns the separator that begins at this index in UTF-8, or 0 if there is no separator. */
    private static int separator(byte[] json, int at) {
        if (json[at] == (byte) 0xC2 && at + 1 < json.length && json[at + 1] == (byte) 0x85) {
            return 0x85;
        }
        boolean isGeneralPunctuation = json[at] == (byte) 0xE2 && at + 2 < json.length && json[at + 1] == (byte) 0x80;
        return isGeneralPunctuation && (json[at + 2] == (byte) 0xA8 || json[at + 2] == (byte) 0xA9)
                ? 0x2000 | json[at + 2] & 0x3F
                : 0;
    }
}
