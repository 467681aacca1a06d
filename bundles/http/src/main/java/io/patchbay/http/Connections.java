package io.patchbay.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/** The open connections. */
final class Connections implements Connection.Listener {

    private static final long WATCH_AFTER = Duration.ofMillis(100).toNanos();

    private final Set<WatchedEndPoint> watched = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();

    int open() {
        return open.get();
    }

    /** How many are watched now. */
    long watching() {
        return watched.stream().filter(WatchedEndPoint::isWatching).count();
    }

    /** How many hold the beginning of a next request now. */
    long keeping() {
        return watched.stream().filter(WatchedEndPoint::isKeeping).count();
    }

    /** To be called a few times a second, from one thread. */
    void sweep(Duration request) {
        long now = System.nanoTime();
        for (WatchedEndPoint endPoint : watched) {
            endPoint.sweep(now, WATCH_AFTER, request.toNanos());
        }
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection.getEndPoint() instanceof WatchedEndPoint endPoint) {
            watched.add(endPoint);
        }
        if (!(connection instanceof SslConnection)) {
            open.incrementAndGet();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection.getEndPoint() instanceof WatchedEndPoint endPoint) {
            watched.remove(endPoint);
        }
        if (!(connection instanceof SslConnection)) {
            open.decrementAndGet();
        }
    }
}
