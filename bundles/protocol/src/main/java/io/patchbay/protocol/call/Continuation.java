package io.patchbay.protocol.call;

import io.patchbay.protocol.json.ProtocolException;

/** The task that a call becomes if its client does not wait for the result. Thread-safe. */
public interface Continuation {

    /** Returns the call of the client's request. */
    Call first();

    /** Returns the call of the current or last round. */
    Call current();

    /** Returns whether the client knows the task. A known task outlives the request. */
    boolean isAnnounced();

    /** Returns whether the task has ended. */
    boolean isEnded();

    /** Returns whether the task waits for the client's answers. */
    boolean isWaitingForClient();

    /** Sends the handle of the task to the client, if this is possible and the client does not know the task yet. */
    void announce();

    /** Stores a progress message of the connector. */
    void progress(String message);

    /** Ends the task with a result, whose members are given as JSON. */
    void complete(byte[] result);

    /** Ends the task with an error of the protocol. */
    void fail(ProtocolException error);

    /** Stops the task on behalf of the server. The client receives the reason. */
    void stop(ProtocolException reason);
}
