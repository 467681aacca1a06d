package io.patchbay.http.mcp;

import io.patchbay.api.Caller;

/** The exchange that an event stream answers. The stream calls these methods without a lock. */
interface StreamOwner {

    Caller caller();

    long arrivedNanos();

    /** Returns whether the dispatcher still runs. */
    boolean isDispatching();

    /** Handles a stream that the server ends before the answer is complete. The client is expected to reconnect. */
    void streamReleased();

    /** Handles the end of the answer. Called once, after the connection has accepted the last byte. */
    void streamCompleted();

    /** Handles a broken stream or a disconnected client. Called once, instead of {@link #streamCompleted}. */
    void streamBroken(Throwable cause);
}
