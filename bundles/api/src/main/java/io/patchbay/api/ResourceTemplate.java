package io.patchbay.api;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A resource template of MCP: a family of resources whose URIs match one URI template (RFC 6570). */
@ConsumerType
public interface ResourceTemplate {

    /** Returns the definition that clients see. Called like {@link Tool#definition()}, with the same effect of an exception. */
    TemplateDefinition definition();

    /**
     * Reads the resource that a client requested. Called like {@link Resource#read(CallContext)}, with the same effect of an
     * exception.
     *
     * @param uri as the client sent it; absolute and well-formed, but otherwise not checked: treat any path in it as untrusted input
     * @param variables the template's variables by name, percent-decoded once
     */
    ResourceResult read(URI uri, Map<String, String> variables, CallContext context) throws Exception;

    /**
     * Returns one page of the resources that match this template, for {@code resources/list}. Called when a client's listing reaches
     * this page. An exception fails that listing only. The default lists nothing.
     *
     * @param cursor the {@link Page#next()} of the previous page; empty for the first page
     */
    default Page<ResourceDefinition> list(Optional<String> cursor, CallContext context) throws Exception {
        return Page.empty();
    }

    /**
     * Proposes values for a variable. Called for {@code completion/complete}, on a thread that may block. An exception fails that
     * completion only. The default proposes none.
     *
     * @param typed the user's input so far; may be empty
     * @param known the values of the other variables that the user has already chosen, by name
     */
    default Completion complete(String variable, String typed, Map<String, String> known, CallContext context)
            throws Exception {
        return Completion.none();
    }
}
