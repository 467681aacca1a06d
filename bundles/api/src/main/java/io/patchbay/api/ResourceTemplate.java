package io.patchbay.api;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A family of resources whose URIs match one template of RFC 6570: MCP's resource template. */
@ConsumerType
public interface ResourceTemplate {

    /** Says what clients see of this template. Called and failing as {@link Tool#definition()}. */
    TemplateDefinition definition();

    /**
     * Reads the resource a client named. Called and failing as {@link Resource#read(CallContext)}.
     *
     * @param uri as the client sent it, absolute and well-formed, and nothing more: any path in it is hostile input
     * @param variables the template's variables by name, percent-decoded once
     */
    ResourceResult read(URI uri, Map<String, String> variables, CallContext context) throws Exception;

    /**
     * Lists a page of the resources below this template, for {@code resources/list}. Called whenever a client lists that far.
     * What it throws fails that listing only. The default lists nothing.
     *
     * @param cursor where the page before ended, as that page's {@link Page#next()} said; empty for the first page
     */
    default Page<ResourceDefinition> list(Optional<String> cursor, CallContext context) throws Exception {
        return Page.empty();
    }

    /**
     * Proposes values for a variable. Called for {@code completion/complete}, on a thread that may block; what it throws fails
     * that completion only.
     *
     * @param typed what the user typed so far, perhaps empty
     * @param known variables already settled, by name
     */
    default Completion complete(String variable, String typed, Map<String, String> known, CallContext context)
            throws Exception {
        return Completion.none();
    }
}
