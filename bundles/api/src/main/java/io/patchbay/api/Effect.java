package io.patchbay.api;

/** The effect of a tool on data. It is binding: policy decides by it, and the server derives MCP's tool hints from it. */
public enum Effect {
    /** The tool changes nothing. */
    READ_ONLY,
    /** The tool adds data and neither overwrites nor removes any. */
    ADDITIVE,
    /** The tool may overwrite or remove data. */
    DESTRUCTIVE
}
