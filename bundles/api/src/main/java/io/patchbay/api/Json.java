package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/**
 * A JSON value as text. The server keeps numbers as written, the order of keys, unknown keywords and null, but not white space: it
 * parses the text once, within limits, rejects duplicate keys, and writes the value on one line.
 *
 * @param text JSON; the constructor does not check it
 */
public record Json(String text) {

    public Json {
        requireNonNull(text, "text");
    }

    /**
     * Returns the JSON of a tree of maps with string keys, iterables, strings, numbers, booleans, null and {@link Json}. Maps keep
     * their order.
     *
     * @throws IllegalArgumentException if the tree contains another type, another kind of key, NaN or an infinity
     */
    public static Json of(Object value) {
        StringBuilder out = new StringBuilder();
        JsonText.write(value, out);
        return new Json(out.toString());
    }
}
