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
 * The open connections of all clients. If there are too many connections, the server first closes connections without a valid
 * credential. The server accepts a few connections above the limit until it has answered their requests.
 */
public final class Connections implements Connection.Listener, ClientEndPoint.Registry {

    private static final Duration WATCH_AFTER = Duration.ofMillis(100);
    private static final int MAX_RESERVED_CONNECTIONS = 256;

    private final Set<ClientEndPoint> all = ConcurrentHashMap.newKeySet();
    private final Set<WatchedEndPoint> watched = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger identified = new AtomicInteger();
    private final IntSupplier limit;

    /** @param limit the supplier of the number of connections that the settings allow now */
    public Connections(IntSupplier limit) {
        this.limit = limit;
    }

    public int open() {
        return open.get();
    }

    /**
     * Returns whether connections are scarce. While connections are scarce, the server should close connections without a running
     * request.
     */
    public boolean isScarce() {
        return 2L * open.get() >= limit.getAsInt();
    }

    /** Returns whether there are more connections than the limit. */
    public boolean isFull() {
        return open.get() > limit.getAsInt();
    }

    /** Returns the number of connections whose clients are watched for a disconnect. */
    public long countWatched() {
        return watched.stream().filter(WatchedEndPoint::isWatching).count();
    }

    /** Returns the number of connections that have read the beginning of their next request. */
    public long countReadAhead() {
        return watched.stream().filter(WatchedEndPoint::hasReadAhead).count();
    }

    /** Watches long requests and closes slow connections. One thread calls this method several times per second. */
    public void sweep(Duration requestTimeout) {
        long now = System.nanoTime();
        for (WatchedEndPoint endPoint : watched) {
            endPoint.sweep(now, WATCH_AFTER, requestTimeout);
        }
    }

    /**
     * Counts a new connection. If there are too many connections, closes other connections without a credential. The
     * server keeps a reserve of connections open for answers.
     */
    @Override
    public void opened(ClientEndPoint client) {
        all.add(client);
        int count = open.incrementAndGet();
        int max = limit.getAsInt();
        if (count > max && count - identified.get() > reserve(max)) {
            close(uncounted(unidentified(client, max)));
        }
    }

    @Override
    public void closed(ClientEndPoint client) {
        uncount(client);
    }

    /**
     * Records the caller of a valid credential that has arrived on a connection. Returns false if there are too many
     * connections and the server may not close another connection. The server may not close a connection that is in use
     * or whose caller is within its share.
     */
    public boolean admit(ClientEndPoint client, Caller caller) {
        if (client.caller().isPresent()) {
            if (!client.caller().get().equals(caller)) {
                client.setCaller(caller);
            }
            return true;
        }
        List<ClientEndPoint> replaced;
        boolean admitted;
        synchronized (this) {
            replaced = makeRoom(client);
            admitted = identify(client, caller);
        }
        close(replaced);
        return admitted;
    }

    /**
     * Removes connections from the count to make room for this connection. The caller of this method closes the removed connections
     * after the lock is released.
     */
    private List<ClientEndPoint> makeRoom(ClientEndPoint client) {
        int max = limit.getAsInt();
        if (isSettled(client) || open.get() <= max) {
            return List.of();
        }
        List<ClientEndPoint> unidentified = unidentified(client, max);
        return uncounted(
                unidentified.isEmpty()
                        ? ConnectionEviction.idleOfBusiestCaller(all, client, ConnectionEviction.share(max))
                        : unidentified);
    }

    private boolean identify(ClientEndPoint client, Caller caller) {
        if (isSettled(client)) {
            return true;
        }
        if (open.get() > limit.getAsInt()) {
            return false;
        }
        client.setCaller(caller);
        identified.incrementAndGet();
        return true;
    }

    /** Returns whether the connection is closed or already has a caller from another HTTP/2 stream. */
    private static boolean isSettled(ClientEndPoint client) {
        return client.caller().isPresent() || !client.isCounted();
    }

    /**
     * Returns several connections at once. Otherwise, each new connection of a flood would require a search through all
     * connections.
     */
    private List<ClientEndPoint> unidentified(ClientEndPoint spared, int max) {
        return ConnectionEviction.unidentified(all, spared, open.get() - max + max / 64);
    }

    private List<ClientEndPoint> uncounted(List<ClientEndPoint> clients) {
        clients.forEach(this::uncount);
        return clients;
    }

    private void uncount(ClientEndPoint client) {
        all.remove(client);
        if (client.uncount()) {
            open.decrementAndGet();
            synchronized (this) {
                if (client.caller().isPresent()) {
                    identified.decrementAndGet();
                }
            }
        }
    }

    private static void close(List<ClientEndPoint> clients) {
        for (ClientEndPoint client : clients) {
            client.close(new IOException("The server closed the connection to make room for other connections"));
        }
    }

    private static int reserve(int limit) {
        return Math.min(MAX_RESERVED_CONNECTIONS, Math.max(2, limit / 16));
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
