package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Tasks;
import java.util.Set;

/** One prepared round of a call, which {@link CallPath} checks, decides on and runs. For one thread at a time. */
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

    /** Returns whether the call may become a task, with this client. */
    default Tasks tasks() {
        return Tasks.NEVER;
    }

    /**
     * Runs the connector's code, on the call's own thread.
     *
     * @param arguments as returned by {@link #check}
     */
    Result run(Arguments arguments, CallContext context) throws Exception;
}
