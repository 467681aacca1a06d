package io.patchbay.http.mcp;

import io.patchbay.api.Caller;

/** The exchange that an event stream answers. The stream holds no lock while it calls these methods. */
interface StreamOwner {

    Caller caller();

    long arrivedNanos();

    /** Returns whether the dispatcher still runs. */
    boolean isDispatching();

    /** Called when the stream ends before the answer is complete, so that its client reconnects. */
    void streamReleased();

    /** Called once, when the connection has accepted the last byte. */
    void streamCompleted();

    /** Called once, instead of {@link #streamCompleted}, when the stream broke or its client was disconnected. */
    void streamBroken(Throwable cause);
}
