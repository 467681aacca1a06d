package io.patchbay.protocol.call;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Arguments;
import java.util.Optional;

/**
 * The arguments of a call after they were held against what declares them.
 *
 * @param arguments as the connector gets them
 * @param violation the answer that says what is wrong with them, if the model can correct that
 */
public record Checked(Arguments arguments, Optional<Result.Done> violation) {

    public Checked {
        requireNonNull(arguments, "arguments");
        requireNonNull(violation, "violation");
    }

    /** Arguments with which the call can run. */
    public static Checked valid(Arguments arguments) {
        return new Checked(arguments, Optional.empty());
    }
}
