package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Tasks;
import java.util.Set;

/**
 * A prepared round of a call, which {@link CallPath} checks and runs. Only one thread may use this object at a time.
 */
@FunctionalInterface
public interface Prepared {

    /** Checks the arguments against their declaration. Called once, before policy decides. */
    default Checked check() {
        return Checked.valid(Arguments.none());
    }

    /** Returns the names of all arguments that the call accepts. */
    default Set<String> parameters() {
        return Set.of();
    }

    /** Returns whether the call may become a task for this client. */
    default Tasks tasks() {
        return Tasks.NEVER;
    }

    /**
     * Runs the connector's code, on the call's own thread.
     *
     * @param arguments the arguments that {@link #check} returned
     */
    Result run(Arguments arguments, CallContext context) throws Exception;
}
