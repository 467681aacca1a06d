package io.patchbay.spi.admin;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import org.osgi.annotation.versioning.ProviderType;

/** One run of a {@link Command}. */
@ProviderType
public interface Invocation {

    /** Returns the operator's arguments, by option name. */
    Arguments arguments();

    /**
     * Sends one part of the answer. Call this on the command's thread; it blocks until the line is written.
     *
     * @param line an object; the {@code patchbay} command prints it on one line, or prints its {@code text} member
     * @throws java.io.UncheckedIOException if the operator has disconnected; do not catch it
     */
    void send(Json line);
}
