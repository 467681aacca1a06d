package io.patchbay.protocol.session;

import static java.util.Objects.requireNonNull;

/**
 * A resource of which a client wants to hear.
 *
 * @param given its URI as the client wrote it, under which the client is told
 * @param own the same as the connector writes it
 */
public record Wanted(String given, String own) {

    public Wanted {
        requireNonNull(given, "given");
        requireNonNull(own, "own");
    }
}
