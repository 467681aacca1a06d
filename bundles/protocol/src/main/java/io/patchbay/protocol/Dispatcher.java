package io.patchbay.protocol;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The entry point of MCP. The dispatcher answers each exchange exactly once and is registered as one service. Without this service
 * {@code /mcp} answers 503.
 */
@ProviderType
public interface Dispatcher {

    /**
     * Serves one exchange. Called after the sender is authenticated and the body is read. The calling thread serves only this
     * exchange (see {@link CallThreads}). The thread may block and may be interrupted. Another thread may send the answer after
     * this method returns. Never throws.
     */
    void dispatch(Exchange exchange);
}
