package io.patchbay.api;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A resource template of MCP: a family of resources whose URIs match one URI template (RFC 6570). */
@ConsumerType
public interface ResourceTemplate {

    /** Returns the definition that clients see. The rules of {@link Tool#definition()} apply to this method. */
    TemplateDefinition definition();

    /**
     * Reads the resource that a client requested. The rules of {@link Resource#read(CallContext)} apply to this method.
     *
     * @param uri the absolute, well-formed URI that the client sent. Treat any path in the URI as untrusted input.
     * @param variables the values of the template's variables by name. The server has percent-decoded each value once.
     */
    ResourceResult read(URI uri, Map<String, String> variables, CallContext context) throws Exception;

    /**
     * Returns one page of the resources that match this template, for {@code resources/list}. The server calls this
     * method when a client requests the page. If the method throws an exception, only this request fails. The default
     * implementation returns an empty page.
     *
     * @param cursor the {@link Page#next()} of the previous page; empty for the first page
     */
    default Page<ResourceDefinition> list(Optional<String> cursor, CallContext context) throws Exception {
        return Page.empty();
    }

    /**
     * Proposes values for a variable. The server calls this method for {@code completion/complete}, on a thread that
     * may block. If the method throws an exception, only this completion fails. The default implementation proposes no
     * values.
     *
     * @param typed the user's input so far; may be empty
     * @param known the values of the other variables that the user has already chosen, by name
     */
    default Completion complete(String variable, String typed, Map<String, String> known, CallContext context)
            throws Exception {
        return Completion.none();
    }
}
