package io.patchbay.spi.admin;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import org.osgi.annotation.versioning.ProviderType;

/** One run of a {@link Command}. */
@ProviderType
public interface Invocation {

    /** What the operator gave, by option name. */
    Arguments arguments();

    /**
     * Sends one piece of the answer: an object, on one line; the {@code patchbay} command prints it, or its {@code text} member. From
     * the command's own thread; blocks until it is taken.
     *
     * @throws java.io.UncheckedIOException when the operator has gone: let it rise
     */
    void send(Json line);
}
