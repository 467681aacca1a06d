package io.patchbay.http.mcp;

import io.patchbay.api.Caller;
import java.time.Duration;

/** The view that {@link Streams} has of an open event stream. Any thread may call the methods. */
interface OpenStream {

    /** Returns the caller whose limit the stream counts against. */
    Caller caller();

    /** Returns the time at which the stream's request arrived, on the JDK's nano clock. */
    long arrivedNanos();

    /** Returns whether the stream only listens, which means that no call of its request is running. */
    boolean isListening();

    boolean ended();

    /** Sends a comment if the stream has been silent for this time. */
    void keepAlive(long nowNanos, Duration silence);

    void end();
}
