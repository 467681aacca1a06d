package io.patchbay.spi.identity;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Authenticates requests. There is one service; without it {@code /mcp} answers 503. */
@ProviderType
public interface Authenticator {

    /**
     * Returns the identity of a request. Called for every request, before its body is read, concurrently, on a thread that may block.
     * If the method throws, the request is refused with 500. The audit trail records the refusal, and the client learns no reason.
     */
    Identity authenticate(Presented presented);

    /**
     * Returns whether the credential of an earlier identity is still valid. Used for open streams, which present their credential
     * only once. Called every few seconds and before an event with data is sent, on any thread. Must be fast. If the method throws,
     * the stream is closed.
     */
    boolean holds(Identity.Known identity);

    /**
     * Returns what the credential of an earlier identity grants now; empty if the credential was revoked or replaced, has expired, or
     * belongs to another caller. Called several times a second while calls run, on any thread. Must be fast. The server stops the
     * calls that the result no longer permits. If the method throws, the server stops all calls with this credential.
     */
    default Optional<Identity.Known> current(Identity.Known identity) {
        return holds(identity) ? Optional.of(identity) : Optional.empty();
    }
}
