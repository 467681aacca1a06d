package io.patchbay.typed;

/** An output that says itself in words: they go to clients beside the structured value, in place of its JSON. */
public interface AsText {

    /** All that matters, readably: older clients see nothing else. */
    String asText();
}
