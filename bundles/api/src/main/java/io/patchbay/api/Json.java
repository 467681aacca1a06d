package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/**
 * A JSON value as text. The server parses the text once, within limits, and rejects duplicate keys. The server keeps the spelling
 * of numbers, the order of keys, unknown keywords and null. The server removes white space and writes the value on one line.
 *
 * @param text the JSON text, which the constructor does not check
 */
public record Json(String text) {

    public Json {
        requireNonNull(text, "text");
    }

    /**
     * Returns the JSON text of a tree. The tree may contain maps with string keys, iterables, strings, numbers,
     * booleans, null and {@link Json}. The method keeps the order of the keys.
     *
     * @throws IllegalArgumentException if the tree contains a value of any other type, a key that is not a string, NaN
     *     or an infinity
     */
    public static Json of(Object value) {
        StringBuilder out = new StringBuilder();
        JsonText.write(value, out);
        return new Json(out.toString());
    }
}
