package io.patchbay.spi.admin;

import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A command that an operator can run on the running server, over the control channel in the server's data folder. */
@ConsumerType
public interface Command {

    /**
     * Returns the words of the command, for example {@code key create}. The result never changes. Any thread may call this method
     * at any time.
     */
    String name();

    /** Returns one line for {@code patchbay --help}. The result never changes. Any thread may call this method at any time. */
    String summary();

    /**
     * Returns whether the command changes anything. Policy treats a command that changes something as a write, and the audit trail
     * records the intent before the command runs.
     */
    boolean writes();

    /**
     * Returns the names of all arguments that the command accepts, or empty if the command itself checks its arguments. The server
     * rejects a request with any other argument before the command runs. The result never changes.
     */
    default Optional<Set<String>> argumentNames() {
        return Optional.empty();
    }

    /**
     * Runs the command. The server calls this method on a separate thread, which may block. The operator sees the message of an
     * {@link IllegalArgumentException} unchanged. The server logs any other exception, and the operator sees the call id.
     */
    void run(Invocation invocation) throws Exception;
}
