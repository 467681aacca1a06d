package io.patchbay.protocol;

import org.osgi.annotation.versioning.ProviderType;

/** Where MCP enters: takes one exchange and sees to it that it is answered exactly once. One service; without it {@code /mcp} answers 503. */
@ProviderType
public interface Dispatcher {

    /**
     * Serves one exchange. Called once its sender is known and its body is read, on a thread of the exchange's own (see
     * {@link CallThreads}), which may block and may be interrupted. The answer may come from another thread after this returns.
     * Never throws.
     */
    void dispatch(Exchange exchange);
}
