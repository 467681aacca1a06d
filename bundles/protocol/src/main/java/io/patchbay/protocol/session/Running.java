package io.patchbay.protocol.session;

import com.fasterxml.jackson.databind.JsonNode;

/** A call that runs in a session, as the session knows it. Any thread. */
public interface Running {

    /** Returns the id of its request, as the client wrote it. */
    JsonNode requestId();

    /** Returns whether its client may speak of it by its id: it has sent something, waits, or runs for longer than a moment. */
    boolean lasts();

    /** Sends a notification on its stream; returns false if that is no longer possible. */
    boolean tell(byte[] message);

    /** Ends it: its client does not wait any more. */
    void cancel();
}
