package io.patchbay.protocol.call;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Arguments;
import java.util.Optional;

/**
 * The arguments of a call after the check against their declaration.
 *
 * @param arguments the arguments that the connector receives
 * @param violation the answer that describes an error in the arguments, if the model can correct the error
 */
public record Checked(Arguments arguments, Optional<Result.Done> violation) {

    public Checked {
        requireNonNull(arguments, "arguments");
        requireNonNull(violation, "violation");
    }

    /** Returns arguments that passed the check. */
    public static Checked valid(Arguments arguments) {
        return new Checked(arguments, Optional.empty());
    }
}
