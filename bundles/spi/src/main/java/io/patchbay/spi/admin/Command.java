package io.patchbay.spi.admin;

import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Something an operator may tell the running server, over the control channel in its data folder. */
@ConsumerType
public interface Command {

    /** Its words, for example {@code key create}. Always the same, as its summary is: any thread asks, at any time. */
    String name();

    /** One line for {@code patchbay --help}. */
    String summary();

    /** Whether it changes anything: then policy decides over a write, and its intent is on record before it runs. */
    boolean writes();

    /**
     * The names of all arguments it takes: a request with another one is refused before it runs. Empty when the command looks itself.
     * Always the same.
     */
    default Optional<Set<String>> argumentNames() {
        return Optional.empty();
    }

    /**
     * Does it. Called on a thread of its own that may block. An {@link IllegalArgumentException}'s message goes to the operator
     * as it is; any other exception is logged, and the operator learns the call id.
     */
    void run(Invocation invocation) throws Exception;
}
