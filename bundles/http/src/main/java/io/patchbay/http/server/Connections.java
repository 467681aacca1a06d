package io.patchbay.http.server;

import io.patchbay.api.Caller;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.eclipse.jetty.io.Connection;

/**
 * The open connections, and who makes room when there are as many as the server takes. A connection whose client has not sent a
 * valid credential never keeps out one that has; a few more than the limit are taken, for as long as an answer needs.
 */
public final class Connections implements Connection.Listener {

    private static final long WATCH_AFTER = Duration.ofMillis(100).toNanos();
    private static final int LARGEST_RESERVE = 256;

    private final Set<ClientEndPoint> all = ConcurrentHashMap.newKeySet();
    private final Set<WatchedEndPoint> watched = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger identified = new AtomicInteger();
    private final IntSupplier most;

    /** @param most how many there may be, as the settings say now */
    public Connections(IntSupplier most) {
        this.most = most;
    }

    public int open() {
        return open.get();
    }

    /** Whether connections that are of no use should go. */
    public boolean pressed() {
        return 2L * open.get() >= most.getAsInt();
    }

    /** Whether there are more than the server takes. */
    public boolean full() {
        return open.get() > most.getAsInt();
    }

    /** How many are watched now. */
    public long watching() {
        return watched.stream().filter(WatchedEndPoint::isWatching).count();
    }

    /** How many hold the beginning of a next request now. */
    public long keeping() {
        return watched.stream().filter(WatchedEndPoint::isKeeping).count();
    }

    /** To be called a few times a second, from one thread. */
    public void sweep(Duration request) {
        long now = System.nanoTime();
        for (WatchedEndPoint endPoint : watched) {
            endPoint.sweep(now, WATCH_AFTER, request.toNanos());
        }
    }

    /** A new one: while there are too many, others of unknown clients go, but for as many as are just being answered. */
    void opened(ClientEndPoint client) {
        all.add(client);
        int now = open.incrementAndGet();
        int limit = most.getAsInt();
        if (now > limit && now - identified.get() > reserve(limit)) {
            close(strangers(client, limit));
        }
    }

    void closed(ClientEndPoint client) {
        all.remove(client);
        if (client.leave()) {
            open.decrementAndGet();
            forget(client);
        }
    }

    /**
     * A valid credential has come on a connection.
     *
     * @return false when there is no room for it: all others belong to callers who hold no more than their share, or are in use
     */
    public boolean admits(ClientEndPoint client, Caller caller) {
        if (client.caller().isPresent()) {
            if (client.caller().get()
                    != caller) { // a look: to compare all of two callers takes longer than to note one
                client.belongsTo(caller);
            }
            return true;
        }
        return identifies(client, caller);
    }

    private synchronized void forget(ClientEndPoint client) {
        if (client.caller().isPresent()) {
            identified.decrementAndGet();
        }
    }

    private synchronized boolean identifies(ClientEndPoint client, Caller caller) {
        if (client.caller().isPresent() || client.left()) {
            return true; // another stream of the same connection was first, or it is over
        }
        int limit = most.getAsInt();
        if (open.get() > limit) {
            List<ClientEndPoint> gone = strangers(client, limit);
            close(gone.isEmpty() ? Crowd.idleOfTheBusiest(all, client, Crowd.share(limit)) : gone);
        }
        if (open.get() > limit) {
            return false;
        }
        client.belongsTo(caller);
        identified.incrementAndGet();
        return true;
    }

    /** Several at once, so that a flood does not cost a look at all for each that comes. */
    private List<ClientEndPoint> strangers(ClientEndPoint spared, int limit) {
        return Crowd.strangers(all, spared, open.get() - limit + limit / 64);
    }

    private void close(List<ClientEndPoint> clients) {
        for (ClientEndPoint client : clients) {
            closed(client);
            client.close(new IOException("closed to make room for others"));
        }
    }

    private static int reserve(int limit) {
        return Math.min(LARGEST_RESERVE, Math.max(2, limit / 16));
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection.getEndPoint() instanceof WatchedEndPoint endPoint) {
            watched.add(endPoint);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection.getEndPoint() instanceof WatchedEndPoint endPoint) {
            watched.remove(endPoint);
        }
    }
}
