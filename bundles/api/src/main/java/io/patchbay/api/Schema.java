package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/**
 * A JSON Schema (2020-12), exactly as its author wrote the schema. The server checks the schema before it publishes the
 * definition. The server does not publish a definition whose schema is invalid or refers to a document on the network.
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
