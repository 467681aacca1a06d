package io.patchbay.protocol.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Joins encoded values into a JSON array. */
public final class JsonArrays {

    private JsonArrays() {}

    /** Appends values to an encoded array. */
    public static byte[] of(byte[] array, List<byte[]> more) {
        if (more.isEmpty()) {
            return array;
        }
        byte[] inner = Arrays.copyOfRange(array, 1, array.length - 1);
        List<byte[]> all = new ArrayList<>(more.size() + 1);
        if (inner.length > 0) {
            all.add(inner);
        }
        all.addAll(more);
        return of(all);
    }

    public static byte[] of(List<byte[]> items) {
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
