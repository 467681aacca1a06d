package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Tasks;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Target;
import java.util.Optional;
import java.util.Set;

/** A call that could run: its target is visible and leased until {@link #close}, its arguments are checked. */
public interface Prepared {

    Target target();

    default Arguments arguments() {
        return Arguments.none();
    }

    /** The names of all arguments it could be given. */
    default Set<String> parameters() {
        return Set.of();
    }

    /** Names of arguments that must not be written anywhere. */
    default Set<String> secrets() {
        return Set.of();
    }

    /** Whose code runs, for the bound on its calls at once; empty for the server's own. */
    default String owner() {
        return "";
    }

    /** Whether it may go on as a task, all considered. */
    default Tasks tasks() {
        return Tasks.NEVER;
    }

    /** What is wrong with the arguments, where that is an answer the model can act on. */
    default Optional<Result.Done> violation() {
        return Optional.empty();
    }

    /** Does it, on the call's own thread. */
    Result run(CallContext context) throws Exception;

    /** How a failure is told where it is not the connector's own answer. */
    default Result.Done failed(Outcome outcome, String message) throws ProtocolException {
        throw ProtocolException.failed(outcome, message);
    }

    /** Lets go of what was leased; once, after the connector's code was left. */
    default void close() {}
}
