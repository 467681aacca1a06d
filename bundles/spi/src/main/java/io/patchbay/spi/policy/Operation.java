package io.patchbay.spi.policy;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Arguments;
import io.patchbay.spi.identity.Identity;

/**
 * One operation that policy decides on.
 *
 * @param method the MCP method, for example {@code tools/call}
 * @param arguments the arguments, which are validated against the target's schema; for a resource, the only argument is
 *     {@code uri}
 */
public record Operation(String callId, Identity.Known identity, String method, Target target, Arguments arguments) {

    public Operation {
        requireNonNull(callId, "callId");
        requireNonNull(identity, "identity");
        requireNonNull(method, "method");
        requireNonNull(target, "target");
        requireNonNull(arguments, "arguments");
    }
}
