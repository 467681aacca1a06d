package io.patchbay.http.server;

/** A request that waits for its answer, as its connection knows it. */
public interface ServedRequest {

    /** Returns when the request arrived, on the JDK's nano clock. */
    long arrivedNanos();

    /** Called when the client has gone; any thread, no lock of the connection is held. */
    void clientGone();
}
