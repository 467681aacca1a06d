package io.patchbay.spi.identity;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Authenticates requests. The server needs exactly one service of this type. Without the service, {@code /mcp} answers 503. */
@ProviderType
public interface Authenticator {

    /**
     * Returns the identity of a request. The server calls this method for every request, before it reads the body. Calls run
     * concurrently, on threads that may block. If the method throws an exception, the server refuses the request with 500. The
     * audit trail records the refusal, and the client receives no reason.
     */
    Identity authenticate(Presented presented);

    /**
     * Returns whether the credential of an earlier identity is still valid. The server uses this method for open
     * streams, because a stream presents its credential only once. The server calls this method every few seconds and
     * before each event with data, on any thread. The method must be fast. If the method throws an exception, the
     * server closes the stream.
     */
    boolean holds(Identity.Known identity);

    /**
     * Returns the current identity for the credential of an earlier identity. Returns empty if the credential was
     * revoked or replaced, has expired, or belongs to another caller. While calls run, the server calls this method
     * several times per second on any thread. The method must be fast. The server stops the calls that the new identity
     * does not permit. If the method throws an exception, the server stops all calls with this credential.
     */
    default Optional<Identity.Known> current(Identity.Known identity) {
        return holds(identity) ? Optional.of(identity) : Optional.empty();
    }
}
