package io.patchbay.spi.audit;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.ClientInfo;
import io.patchbay.spi.identity.Identity;
import java.time.Instant;
import java.util.Optional;

/**
 * The facts about an operation that are known when the operation starts.
 *
 * @param at the start time of the operation
 * @param method the MCP method, for example {@code tools/call}
 * @param revision the protocol revision, for example {@code 2026-07-28}, or {@code admin} for a command of an operator
 * @param source the client's address
 * @param client the name and version that the client claims
 */
public record Opening(
        String callId,
        Instant at,
        Identity.Known identity,
        String method,
        String revision,
        String source,
        Optional<ClientInfo> client) {

    public Opening {
        requireNonNull(callId, "callId");
        requireNonNull(at, "at");
        requireNonNull(identity, "identity");
        requireNonNull(method, "method");
        requireNonNull(revision, "revision");
        requireNonNull(source, "source");
        requireNonNull(client, "client");
    }
}
