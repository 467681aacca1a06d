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
     * Sends one line of the answer. The command must call this method on the thread that runs the command. The method
     * blocks until the line is written.
     *
     * @param line a JSON object. The {@code patchbay} command prints the object on one line, or prints only the
     *     {@code text} member of the object.
     * @throws java.io.UncheckedIOException if the operator has disconnected; do not catch this exception
     */
    void send(Json line);
}
