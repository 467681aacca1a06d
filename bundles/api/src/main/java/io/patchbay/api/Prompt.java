package io.patchbay.api;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** A prompt of MCP: messages that a person selects to start a conversation. */
@ConsumerType
public interface Prompt {

    /** Returns the definition that clients see. The rules of {@link Tool#definition()} apply to this method. */
    PromptDefinition definition();

    /**
     * Returns the messages. The server calls this method once for each round. Calls run concurrently, on threads that may block.
     * All required arguments are present, and every value is a string. If the method throws an exception, only this call fails.
     */
    PromptResult get(Arguments arguments, CallContext context) throws Exception;

    /**
     * Proposes values for an argument. The rules of {@link ResourceTemplate#complete} apply to this method. The default
     * implementation proposes no values.
     */
    default Completion complete(String argument, String typed, Map<String, String> known, CallContext context)
            throws Exception {
        return Completion.none();
    }
}
