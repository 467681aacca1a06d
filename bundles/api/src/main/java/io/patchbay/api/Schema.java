package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/**
 * A JSON Schema (2020-12), kept as it was written. It is checked when its definition is published: a schema that is not valid,
 * or refers to the network, keeps that definition out of the catalog.
 */
public record Schema(Json json) {

    /** For tools without parameters. */
    public static final Schema EMPTY = of("{\"type\":\"object\",\"additionalProperties\":false}");

    public Schema {
        requireNonNull(json, "json");
    }

    public static Schema of(String text) {
        return new Schema(new Json(text));
    }
}
