package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/**
 * A JSON value kept exactly: numbers as written, key order, unknown keywords, null. Not its bytes: the server parses it once,
 * under limits, refuses duplicate keys, and writes it on one line.
 */
public record Json(String text) {

    public Json {
        requireNonNull(text, "text");
    }

    /**
     * The JSON of a tree of maps with string keys, iterables, strings, numbers, booleans, null and {@link Json}; maps keep their order.
     *
     * @throws IllegalArgumentException for anything else, and for NaN and infinities
     */
    public static Json of(Object value) {
        StringBuilder out = new StringBuilder();
        JsonText.write(value, out);
        return new Json(out.toString());
    }
}
