package io.patchbay.api;

/** What a client must be able to do before a tool can be called at all. */
public enum ClientCapability {
    /** Ask its user with a form. */
    ELICITATION_FORM,
    /** Ask its user to open a page. */
    ELICITATION_URL,
    /** Have its model write something. */
    SAMPLING,
    /** Have its model write something with tools. */
    SAMPLING_TOOLS,
    /** Show its model what it has of servers, see {@link InputRequest.Context}. */
    SAMPLING_CONTEXT,
    /** Name the folders it works on. */
    ROOTS
}
