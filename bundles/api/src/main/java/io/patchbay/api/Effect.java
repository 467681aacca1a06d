package io.patchbay.api;

/** What a tool does to the world. Binding: policy decides by it, and the hints on the wire come from it. */
public enum Effect {
    /** Changes nothing. */
    READ_ONLY,
    /** Adds, and neither overwrites nor removes. */
    ADDITIVE,
    /** May overwrite or remove. */
    DESTRUCTIVE
}
