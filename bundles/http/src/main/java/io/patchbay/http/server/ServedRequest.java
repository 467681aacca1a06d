package io.patchbay.http.server;

/** The view that {@link WatchedEndPoint} has of a request that waits for its answer. */
public interface ServedRequest {

    /** Returns the time at which the request arrived, on the JDK's nano clock. */
    long arrivedNanos();

    /** Called when the client has disconnected, on any thread, while the connection holds no lock. */
    void clientGone();
}
