package io.patchbay.spi.admin;

import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A command that an operator can run on the running server, over the control channel in its data folder. */
@ConsumerType
public interface Command {

    /** Returns the command's words, for example {@code key create}. Constant. Called on any thread, at any time. */
    String name();

    /** Returns one line for {@code patchbay --help}. Constant. Called on any thread, at any time. */
    String summary();

    /**
     * Returns whether the command changes anything. If it does, policy treats it as a write, and the audit trail records the intent
     * before the command runs.
     */
    boolean writes();

    /**
     * Returns the names of all arguments that the command accepts. A request with another argument is rejected before the command
     * runs. Empty if the command checks its arguments itself. Constant.
     */
    default Optional<Set<String>> argumentNames() {
        return Optional.empty();
    }

    /**
     * Runs the command. Called on a thread of its own that may block. The operator sees the message of an
     * {@link IllegalArgumentException} unchanged. Any other exception is logged, and the operator sees the call id.
     */
    void run(Invocation invocation) throws Exception;
}
