package io.patchbay.http.server;

/** The view that {@link WatchedEndPoint} has of a request that waits for its answer. */
public interface ServedRequest {

    /** Returns the time at which the request arrived, on the JDK's nano clock. */
    long arrivedNanos();

    /**
     * Handles the disconnect of the client. Any thread may call this method, but the thread must not hold a lock of the
     * connection.
     */
    void clientGone();
}
