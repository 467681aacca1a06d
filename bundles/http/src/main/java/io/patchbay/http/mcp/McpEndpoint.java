package io.patchbay.http.mcp;

import io.patchbay.http.request.Incoming;
import io.patchbay.protocol.Dispatcher;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Serves {@code /mcp}. Checks the method, the caller, the type of the body and the body, in this order. Then calls the
 * {@link Dispatcher}.
 */
public final class McpEndpoint {

    /** The HTTP methods that the endpoint accepts, as the value of the {@code Allow} header. */
    public static final String METHODS = "POST, GET, DELETE, OPTIONS";

    private static final byte[] NO_BODY = {};

    private final McpServices services;
    private final CallerCheck callers;
    private final DispatchThreads threads;

    public McpEndpoint(McpServices services, CallerCheck callers) {
        this.services = services;
        this.callers = callers;
        this.threads = new DispatchThreads(services);
    }

    /** Serves a request whose Host and Origin headers were accepted. */
    public void handle(Incoming incoming) {
        String method = incoming.request().getMethod();
        if (!"POST".equals(method) && !"GET".equals(method) && !"DELETE".equals(method)) {
            incoming.response().getHeaders().put(HttpHeader.ALLOW, METHODS);
            services.request().errors().respond(incoming, 405, "The MCP endpoint accepts POST, GET and DELETE only.");
            return;
        }
        callers.identify(incoming).ifPresent(this::serve);
    }

    /** Serves a request of a known caller. The endpoint serves a POST request after the whole body has arrived. */
    void serve(McpRequest request) {
        if ("POST".equals(request.incoming().request().getMethod())) {
            new PostBody(request, services, threads).start();
        } else {
            threads.dispatch(request, NO_BODY, true);
        }
    }
}
