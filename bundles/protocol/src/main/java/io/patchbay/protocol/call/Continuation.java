package io.patchbay.protocol.call;

import io.patchbay.protocol.json.ProtocolException;

/** The task that a call becomes when its client does not wait for the result. Any thread. */
public interface Continuation {

    /** Returns the call of the client's request. */
    Call first();

    /** Returns the call of the current or last round. */
    Call current();

    /** Returns whether the client was told about the task, which then outlives the request. */
    boolean isAnnounced();

    /** Returns whether the task has ended. */
    boolean isEnded();

    /** Returns whether the task waits for the client's answers. */
    boolean isWaitingForClient();

    /** Tells the client about the task now, if that is possible and was not done before. */
    void announce();

    /** Stores a progress message of the connector. */
    void progress(String message);

    /** Ends the task with a result: the members of the result object, as JSON. */
    void complete(byte[] result);

    /** Ends the task with an error of the protocol. */
    void fail(ProtocolException error);

    /** Stops the task for a reason of the server. */
    void stop(ProtocolException reason);
}
