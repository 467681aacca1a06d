package io.patchbay.protocol.call;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Tasks;
import java.util.Set;

/** One round of a call, ready to be checked, decided over and run by {@link CallPath}. For one thread at a time. */
@FunctionalInterface
public interface Prepared {

    /** Holds the arguments against what declares them. Called once, before the call is decided over. */
    default Checked check() {
        return Checked.valid(Arguments.none());
    }

    /** Returns the names of all arguments it could be given. */
    default Set<String> parameters() {
        return Set.of();
    }

    /** Returns whether it may continue as a task, with this client. */
    default Tasks tasks() {
        return Tasks.NEVER;
    }

    /**
     * Runs the connector's code, on the call's own thread.
     *
     * @param arguments as {@link #check} returned them
     */
    Result run(Arguments arguments, CallContext context) throws Exception;
}
