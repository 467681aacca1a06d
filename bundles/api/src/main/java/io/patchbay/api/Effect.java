package io.patchbay.api;

/**
 * The effect of a tool on data. The tool must not have any other effect. Policy uses the effect for its decisions, and
 * the server derives MCP's tool hints from the effect.
 */
public enum Effect {
    /** The tool changes nothing. */
    READ_ONLY,
    /** The tool adds data. The tool does not overwrite or remove data. */
    ADDITIVE,
    /** The tool may overwrite or remove data. */
    DESTRUCTIVE
}
