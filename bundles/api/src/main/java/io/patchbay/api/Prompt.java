package io.patchbay.api;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** A conversation opener that a person picks: MCP's prompt. */
@ConsumerType
public interface Prompt {

    /** Says what clients see of this prompt. Called and failing as {@link Tool#definition()}. */
    PromptDefinition definition();

    /**
     * Writes the messages. Called once for each round, with all required arguments present and every value a string,
     * concurrently, on a thread that may block. What it throws fails this call only.
     */
    PromptResult get(Arguments arguments, CallContext context) throws Exception;

    /** Proposes values for an argument. As {@link ResourceTemplate#complete}. */
    default Completion complete(String argument, String typed, Map<String, String> known, CallContext context)
            throws Exception {
        return Completion.none();
    }
}
