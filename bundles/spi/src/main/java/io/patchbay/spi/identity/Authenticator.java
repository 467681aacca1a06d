package io.patchbay.spi.identity;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Tells who sends a request. One service; without it {@code /mcp} answers 503. */
@ProviderType
public interface Authenticator {

    /**
     * Called for every request, before a byte of its body is read, concurrently, on a thread that may block. What it throws
     * refuses the request (500, on record, nothing told).
     */
    Identity authenticate(Presented presented);

    /**
     * Whether an identity this gave would be given again: for open streams, whose credential came once, at their start. Asked
     * every few seconds and before an event that tells something. Any thread, fast. What it throws ends the stream.
     */
    boolean holds(Identity.Known identity);

    /**
     * Returns what a credential grants now; empty when it was revoked or replaced, has expired, or belongs to another caller. Asked
     * several times a second for what runs: what the answer no longer covers is stopped. Any thread, fast. What it throws stops
     * all that runs with the credential.
     */
    default Optional<Identity.Known> current(Identity.Known identity) {
        return holds(identity) ? Optional.of(identity) : Optional.empty();
    }
}
