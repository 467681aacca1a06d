package io.patchbay.http.mcp;

import io.patchbay.http.request.Incoming;
import io.patchbay.protocol.Dispatcher;
import io.patchbay.spi.identity.Identity;

/** One request of a known caller, and the dispatcher that serves it. */
record McpRequest(Incoming incoming, Identity.Known identity, Dispatcher dispatcher) {

    /** Returns a copy of this request for another dispatcher. */
    McpRequest servedBy(Dispatcher other) {
        return new McpRequest(incoming, identity, other);
    }
}
