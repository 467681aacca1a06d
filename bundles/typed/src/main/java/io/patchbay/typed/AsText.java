package io.patchbay.typed;

/** An output that provides its own text for clients. The text replaces the JSON text in the result. */
public interface AsText {

    /** Returns all important values as readable text. Clients that do not support structured content see only this text. */
    String asText();
}
