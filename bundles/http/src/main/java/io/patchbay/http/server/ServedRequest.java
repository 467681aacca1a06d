package io.patchbay.http.server;

/** A request that waits for its answer, as {@link WatchedEndPoint} knows it. */
public interface ServedRequest {

    /** Returns when the request arrived, on the JDK's nano clock. */
    long arrivedNanos();

    /** Called when the client has gone, on any thread, while the connection holds no lock. */
    void clientGone();
}
