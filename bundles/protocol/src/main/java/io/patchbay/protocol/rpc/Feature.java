package io.patchbay.protocol.rpc;

import io.patchbay.protocol.Revision;

/** The features that a revision of MCP added. Messages to a client omit the features that its revision does not have. */
public enum Feature {

    /** The member {@code annotations} of tools. */
    TOOL_ANNOTATIONS(Revision.V2025_03_26),

    /** Content of type {@code audio}. */
    AUDIO(Revision.V2025_03_26),

    /** The member {@code message} in progress notifications. */
    PROGRESS_MESSAGE(Revision.V2025_03_26),

    /**
     * The member {@code completions} in the server's capabilities. The method {@code completion/complete} is older than
     * this feature.
     */
    COMPLETIONS_CAPABILITY(Revision.V2025_03_26),

    /** The member {@code title} in addition to {@code name}. */
    TITLES(Revision.V2025_06_18),

    /** The members {@code outputSchema} and {@code structuredContent}, whose values are objects. */
    STRUCTURED_OUTPUT(Revision.V2025_06_18),

    /** Content of type {@code resource_link}. */
    RESOURCE_LINKS(Revision.V2025_06_18),

    /** The member {@code lastModified} in annotations. */
    LAST_MODIFIED(Revision.V2025_06_18),

    /** The method {@code elicitation/create} with a form. */
    ELICITATION(Revision.V2025_06_18),

    /** Elicitation by URL, and the member {@code mode}, which distinguishes URLs from forms. */
    ELICITATION_BY_URL(Revision.V2025_11_25),

    /** Forms with titles for choices, with multiple choice, and with defaults for fields other than booleans. */
    RICH_FORMS(Revision.V2025_11_25),

    /** The member {@code icons} of definitions. */
    ICONS(Revision.V2025_11_25),

    /** Tools in a conversation with the client's model, and several blocks in one message. */
    SAMPLING_TOOLS(Revision.V2025_11_25);

    private final Revision since;

    Feature(Revision since) {
        this.since = since;
    }

    /** Returns whether this revision has the feature. */
    public boolean in(Revision revision) {
        return revision.compareTo(since) >= 0;
    }
}
