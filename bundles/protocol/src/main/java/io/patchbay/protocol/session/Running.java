package io.patchbay.protocol.session;

import com.fasterxml.jackson.databind.JsonNode;

/** A running call of a session. Thread-safe. */
public interface Running {

    /** Returns the id of the request as the client wrote the id. */
    JsonNode requestId();

    /**
     * Returns whether the client may refer to the call by its id. This is possible if the call has sent a message,
     * waits, or has run for more than a moment.
     */
    boolean isAddressable();

    /** Sends a notification on the stream of the call. Returns false if the stream accepts no more notifications. */
    boolean sendNotification(byte[] message);

    /** Ends the call because its client no longer waits for the answer. */
    void cancel();
}
