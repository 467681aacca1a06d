package io.patchbay.protocol.rpc;

import io.patchbay.protocol.Revision;

/** What came into MCP with some revision and stayed; what a client's revision does not have is left out of what it is sent. */
public enum Feature {

    /** {@code annotations} of tools. */
    TOOL_ANNOTATIONS(Revision.V2025_03_26),

    /** Content of type {@code audio}. */
    AUDIO(Revision.V2025_03_26),

    /** {@code message} beside the figures of progress. */
    PROGRESS_MESSAGE(Revision.V2025_03_26),

    /** {@code completions} among the server's capabilities; the method itself is older. */
    COMPLETIONS_CAPABILITY(Revision.V2025_03_26),

    /** {@code title} beside a name, of whatever has one. */
    TITLES(Revision.V2025_06_18),

    /** {@code outputSchema} and {@code structuredContent}, objects both. */
    STRUCTURED_OUTPUT(Revision.V2025_06_18),

    /** Content of type {@code resource_link}. */
    RESOURCE_LINKS(Revision.V2025_06_18),

    /** {@code lastModified} among annotations. */
    LAST_MODIFIED(Revision.V2025_06_18),

    /** {@code elicitation/create} with a form. */
    ELICITATION(Revision.V2025_06_18),

    /** Elicitation by URL, and {@code mode}, which tells it from forms. */
    ELICITATION_BY_URL(Revision.V2025_11_25),

    /** Choices with titles, several choices, and defaults of other fields than booleans. */
    RICH_FORMS(Revision.V2025_11_25),

    /** {@code icons} of definitions. */
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
