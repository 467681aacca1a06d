package io.patchbay.api;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** A prompt of MCP: messages that a person selects to start a conversation. */
@ConsumerType
public interface Prompt {

    /** Returns the definition that clients see. Called like {@link Tool#definition()}, with the same effect of an exception. */
    PromptDefinition definition();

    /**
     * Returns the messages. Called once for each round, concurrently, on a thread that may block. All required arguments are
     * present, and every value is a string. An exception fails this call only.
     */
    PromptResult get(Arguments arguments, CallContext context) throws Exception;

    /** Proposes values for an argument. Called like {@link ResourceTemplate#complete}. The default proposes none. */
    default Completion complete(String argument, String typed, Map<String, String> known, CallContext context)
            throws Exception {
        return Completion.none();
    }
}
