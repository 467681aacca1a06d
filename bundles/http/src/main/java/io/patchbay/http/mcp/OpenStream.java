package io.patchbay.http.mcp;

import io.patchbay.api.Caller;
import java.time.Duration;

/** An open event stream, as seen by {@link Streams}. Any thread. */
interface OpenStream {

    /** Returns the caller whose limit the stream counts against. */
    Caller caller();

    /** Returns when the stream's request arrived, on the JDK's nano clock. */
    long arrivedNanos();

    /** Returns whether the stream only listens: no call of its request is running. */
    boolean isListening();

    boolean ended();

    /** Sends a comment if nothing was sent for this time. */
    void keepAlive(long nowNanos, Duration silence);

    void end();
}
