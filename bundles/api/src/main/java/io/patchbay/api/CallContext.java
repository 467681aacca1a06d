package io.patchbay.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What a connector may know and do during one call. Usable from any thread until the call ends; after that it does nothing. */
@ProviderType
public interface CallContext {

    /** Unique to this call, in the log and in the audit trail as well. */
    String callId();

    /** Who the call is made for. */
    Caller caller();

    /** Who approved the draft this call was kept as; empty for a direct call. */
    Optional<Caller> approver();

    /** When the server stops waiting; for a task, when the task must have ended. */
    Instant deadline();

    /** Whether the client has cancelled or gone (a task stays), or the deadline has passed: nobody waits for the result any more. */
    boolean cancelled();

    /**
     * Tells the client how far the call is; dropped when it did not ask, or when {@code done} does not increase. A task is told
     * with its last message.
     *
     * @param total 0 when unknown
     * @param message perhaps empty
     */
    void progress(double done, double total, String message);

    /**
     * Sends the client a log message; dropped when it did not ask for this level.
     *
     * @param data a string, or a tree as for {@link Json#of(Object)}; never credentials or personal data
     */
    void log(Level level, Object data);

    /**
     * Whether the client said of itself that it can be asked this: a tool can then ask in another way, or go on without. Asking
     * for what it cannot do fails the call.
     */
    default boolean canAsk(ClientCapability capability) {
        return false;
    }

    /** What the client answered in all rounds so far, by the keys the connector asked under. */
    Map<String, Answer> answers();

    /** What the connector gave as state in the round before. */
    Optional<String> state();

    /**
     * Has the call go on as a task from here on: its client gets a handle now, and what is asked from now on is asked while the
     * task waits. Returns once the task is kept. Does nothing where the call cannot be a task (its tool's {@link Tasks}, its
     * client) or is one, and where there is no room for one.
     */
    void continueAsTask();

    /**
     * Says that this will take a while. Where the client knows how to come back for the result (MCP 2025-11-25 over HTTP) its
     * connection is closed meanwhile; elsewhere this does nothing.
     */
    default void releaseConnection() {}

    /** What the client says it is: a claim, never to be trusted. */
    Optional<ClientInfo> client();

    /** The trace this call belongs to (W3C Trace Context), to be sent along upstream. */
    Optional<TraceContext> trace();
}
