package io.patchbay.protocol.session;

import static java.util.Objects.requireNonNull;

/**
 * A resource whose updates a client wants.
 *
 * @param given the URI as the client wrote it, used in notifications to the client
 * @param own the URI as the connector writes it
 */
public record Wanted(String given, String own) {

    public Wanted {
        requireNonNull(given, "given");
        requireNonNull(own, "own");
    }
}
