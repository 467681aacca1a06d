package io.patchbay.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The connector's view of one call. Any thread may use the object. After the end of the call, the methods have no
 * effect.
 */
@ProviderType
public interface CallContext {

    /** Returns the unique id of this call. The log and the audit trail use the same id. */
    String callId();

    /** Returns the caller on whose behalf the call runs. */
    Caller caller();

    /** Returns the person who approved the draft that this call replays; empty if the call does not replay a draft. */
    Optional<Caller> approver();

    /**
     * Returns the time at which the server stops waiting for the result. For a task, returns the time by which the task must end.
     */
    Instant deadline();

    /**
     * Returns true if the client cancelled the call, the client disconnected, or the deadline passed. A disconnect does
     * not cancel a task.
     */
    boolean cancelled();

    /**
     * Reports the progress of the call to the client. The server drops the report if the client did not ask for progress or if
     * {@code done} does not increase. The server also drops reports above its rate limit. For a task, the last message becomes the
     * status message of the task.
     *
     * @param done the amount of work that is finished, in the unit of {@code total}
     * @param total the total amount of work; 0 if the amount is unknown
     * @param message a text for people; may be empty
     */
    void progress(double done, double total, String message);

    /**
     * Sends a log message to the client. The server drops the message if the client did not ask for this level, or if the call
     * exceeds the server's rate limit.
     *
     * @param data a string, or a tree that {@link Json#of(Object)} accepts. The data must not contain credentials or
     *     personal data.
     * @throws IllegalArgumentException if JSON cannot represent the data
     */
    void log(Level level, Object data);

    /**
     * Returns whether the client declared this capability. If a connector asks for input and the client lacks the
     * necessary capability, the call fails. A tool can ask for different input instead, or continue without an answer.
     */
    default boolean canAsk(ClientCapability capability) {
        return false;
    }

    /**
     * Returns the client's answers from all earlier rounds of this call. The keys of the map are the keys of the
     * connector's requests.
     */
    Map<String, Answer> answers();

    /** Returns the state that the connector returned in the previous round; empty in the first round. */
    Optional<String> state();

    /**
     * Turns the call into a task. The method returns after the task is stored. The client immediately receives a handle
     * to the task. If the connector requests input later, the task waits for the answer. The method does nothing if the
     * tool or the client does not support tasks, or if the call is already a task. The method also does nothing if the
     * server cannot store another task. See {@link Tasks}.
     */
    void continueAsTask();

    /**
     * Tells the server that the call needs more time. If the client can reconnect to receive the result, the server
     * closes the connection. Clients of MCP 2025-11-25 over HTTP can reconnect. For other clients, the method does
     * nothing.
     */
    default void releaseConnection() {}

    /** Returns the name and version that the client claims. Never base a decision on these values. */
    Optional<ClientInfo> client();

    /** Returns this call's trace (W3C Trace Context). The connector can send the trace to other systems. */
    Optional<TraceContext> trace();
}
