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
 * The open connections, and which of them close when there are too many. A connection without a valid credential never keeps out
 * a client with one. A few connections above the limit are accepted for as long as an answer takes.
 */
public final class Connections implements Connection.Listener, ClientEndPoint.Registry {

    private static final Duration WATCH_AFTER = Duration.ofMillis(100);
    private static final int MAX_RESERVE = 256;

    private final Set<ClientEndPoint> all = ConcurrentHashMap.newKeySet();
    private final Set<WatchedEndPoint> watched = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger identified = new AtomicInteger();
    private final IntSupplier limit;

    /** @param limit returns how many connections the settings allow now */
    public Connections(IntSupplier limit) {
        this.limit = limit;
    }

    public int open() {
        return open.get();
    }

    /** Returns whether connections are scarce: those that serve nobody should close. */
    public boolean isPressed() {
        return 2L * open.get() >= limit.getAsInt();
    }

    /** Returns whether there are more connections than the limit. */
    public boolean isFull() {
        return open.get() > limit.getAsInt();
    }

    /** Returns how many connections are watched now. */
    public long watching() {
        return watched.stream().filter(WatchedEndPoint::isWatching).count();
    }

    /** Returns how many connections hold the beginning of a next request now. */
    public long keeping() {
        return watched.stream().filter(WatchedEndPoint::isKeeping).count();
    }

    /** Watches long requests and closes slow connections. Called several times a second, from one thread. */
    public void sweep(Duration requestTimeout) {
        long now = System.nanoTime();
        for (WatchedEndPoint endPoint : watched) {
            endPoint.sweep(now, WATCH_AFTER, requestTimeout);
        }
    }

    /** Counts a new connection. While there are too many, others without a credential close, except a reserve for running answers. */
    @Override
    public void opened(ClientEndPoint client) {
        all.add(client);
        int now = open.incrementAndGet();
        int most = limit.getAsInt();
        if (now > most && now - identified.get() > reserve(most)) {
            close(uncounted(strangers(client, most)));
        }
    }

    @Override
    public void closed(ClientEndPoint client) {
        uncount(client);
    }

    /**
     * Called when a valid credential arrived on a connection. Returns false if there is no room for the connection: all others
     * belong to callers within their share, or are in use.
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

    /** Uncounts connections that close in favour of this one; the caller closes them, after the lock is released. */
    private List<ClientEndPoint> makeRoom(ClientEndPoint client) {
        int most = limit.getAsInt();
        if (isSettled(client) || open.get() <= most) {
            return List.of();
        }
        List<ClientEndPoint> strangers = strangers(client, most);
        return uncounted(strangers.isEmpty() ? Crowd.idleOfTheBusiest(all, client, Crowd.share(most)) : strangers);
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

    /** Returns whether another stream of the same connection was identified first, or the connection has closed. */
    private static boolean isSettled(ClientEndPoint client) {
        return client.caller().isPresent() || !client.isCounted();
    }

    /** Returns several at once, so that in a flood not every new connection needs a search through all others. */
    private List<ClientEndPoint> strangers(ClientEndPoint spared, int most) {
        return Crowd.strangers(all, spared, open.get() - most + most / 64);
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
            client.close(new IOException("closed to make room for other connections"));
        }
    }

    private static int reserve(int limit) {
        return Math.min(MAX_RESERVE, Math.max(2, limit / 16));
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
