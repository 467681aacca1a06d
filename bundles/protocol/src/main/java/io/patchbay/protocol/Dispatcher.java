package io.patchbay.protocol;

import org.osgi.annotation.versioning.ProviderType;

/** The entry point of MCP: answers each exchange exactly once. Registered as one service; without it {@code /mcp} answers 503. */
@ProviderType
public interface Dispatcher {

    /**
     * Serves one exchange. Called after the sender is authenticated and the body is read, on a thread of this exchange only (see
     * {@link CallThreads}), which may block and may be interrupted. Another thread may send the answer after this method returns.
     * Never throws.
     */
    void dispatch(Exchange exchange);
}
