package io.patchbay.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** One call as its connector sees it. Usable from any thread. After the call has ended, its methods have no effect. */
@ProviderType
public interface CallContext {

    /** Returns the unique id of this call. The log and the audit trail use the same id. */
    String callId();

    /** Returns the caller that the call is made for. */
    Caller caller();

    /** Returns the person who approved the draft that this call replays; empty for a direct call. */
    Optional<Caller> approver();

    /** Returns when the server stops waiting for the result; for a task, when the task must have ended. */
    Instant deadline();

    /**
     * Returns whether the result is no longer wanted: the client cancelled or disconnected, or the deadline has passed. The end of
     * the connection does not cancel a task.
     */
    boolean cancelled();

    /**
     * Reports the progress of the call to the client. Dropped if the client did not ask for progress, if {@code done} does not
     * increase, or above the rate that the server sends to one call. For a task, the last message becomes its status message.
     *
     * @param done how much is done, in the unit of {@code total}
     * @param total how much there is to do; 0 if unknown
     * @param message for people; may be empty
     */
    void progress(double done, double total, String message);

    /**
     * Sends a log message to the client. Dropped if the client did not ask for this level, or above the rate that the server sends
     * to one call.
     *
     * @param data a string, or a tree as for {@link Json#of(Object)}; never credentials or personal data
     * @throws IllegalArgumentException if the data is not JSON
     */
    void log(Level level, Object data);

    /**
     * Returns whether the client declared this capability. If it did not, a tool can ask for something else or continue without an
     * answer. A request for a capability that the client did not declare fails the call.
     */
    default boolean canAsk(ClientCapability capability) {
        return false;
    }

    /** Returns the client's answers of all rounds so far, by the keys of the connector's requests. */
    Map<String, Answer> answers();

    /** Returns the state that the connector returned in the previous round; empty in the first round. */
    Optional<String> state();

    /**
     * Turns the call into a task: the client receives a handle now, and later requests for input are asked while the task waits.
     * Returns once the task is stored. Does nothing if the tool or the client does not support tasks (see {@link Tasks}), if the
     * call is a task already, or if the server cannot store another task.
     */
    void continueAsTask();

    /**
     * Announces that the call takes a while. If the client can reconnect for the result (MCP 2025-11-25 over HTTP), the server
     * closes the connection meanwhile. Otherwise this method does nothing.
     */
    default void releaseConnection() {}

    /** Returns the name and version that the client claims. Never base a decision on them. */
    Optional<ClientInfo> client();

    /** Returns the trace that this call belongs to (W3C Trace Context), for requests to other systems. */
    Optional<TraceContext> trace();
}
