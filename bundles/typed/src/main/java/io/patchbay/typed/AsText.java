package io.patchbay.typed;

/** An output that provides its own text for clients, which replaces the JSON text beside the structured content. */
public interface AsText {

    /** Returns everything important as readable text. Clients that do not support structured content see only this text. */
    String asText();
}
