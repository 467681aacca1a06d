package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/**
 * A JSON Schema (2020-12), kept as written. The server checks the schema when it publishes the definition. If the schema is invalid
 * or refers to the network, the definition is not published.
 */
public record Schema(Json json) {

    /** The input schema of a tool without parameters. */
    public static final Schema EMPTY = of("{\"type\":\"object\",\"additionalProperties\":false}");

    public Schema {
        requireNonNull(json, "json");
    }

    /** Returns a schema from its JSON text. */
    public static Schema of(String text) {
        return new Schema(new Json(text));
    }
}
