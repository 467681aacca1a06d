package io.patchbay.protocol;

import java.util.List;

/** Joins encoded values to a JSON array. */
final class JsonArrays {

    private JsonArrays() {}

    static byte[] of(List<byte[]> items) {
        int length = 2 + Math.max(0, items.size() - 1);
        for (byte[] item : items) {
            length += item.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        joined[at++] = '[';
        for (byte[] item : items) {
            if (at > 1) {
                joined[at++] = ',';
            }
            System.arraycopy(item, 0, joined, at, item.length);
            at += item.length;
        }
        joined[at] = ']';
        return joined;
    }
}
