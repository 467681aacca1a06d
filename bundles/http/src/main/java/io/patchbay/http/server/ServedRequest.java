package io.patchbay.http.server;

/** A request that waits for its answer, as seen by {@link WatchedEndPoint}. */
public interface ServedRequest {

    /** Returns when the request arrived, on the JDK's nano clock. */
    long arrivedNanos();

    /** Called when the client has disconnected, on any thread, while the connection holds no lock. */
    void clientGone();
}
