package io.patchbay.protocol.call;

import io.patchbay.protocol.json.ProtocolException;

/** What a call continues as when its client does not wait for it: a task. Any thread. */
public interface Continuation {

    /** Returns the call as its client made it. */
    Call first();

    /** Returns the call in the round that runs now, or ran last. */
    Call current();

    /** Returns whether its client knows it, so that it outlives its request. */
    boolean begun();

    /** Returns whether it has ended and told so. */
    boolean ended();

    /** Returns whether it waits for its client's answers. */
    boolean waitsForClient();

    /** Tells its client about it now, if that is possible and was not done before. */
    void begin();

    /** Notes what the connector says of its progress. */
    void progress(String message);

    /** Ends it with a result: the members of the result object, as JSON. */
    void complete(byte[] result);

    /** Ends it with an error of the protocol. */
    void fail(ProtocolException error);

    /** Stops it for a reason of the server's. */
    void stop(ProtocolException reason);
}
