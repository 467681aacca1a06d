package io.patchbay.http.server;

import io.patchbay.protocol.CallThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * A client's connection that notices, while its request waits for an answer, that the client has gone. Jetty does not read from an
 * HTTP/1.1 connection then, so it would notice a closed connection at the next write only. While a request is watched, this reads
 * in Jetty's place: the end of the input means that the client has gone; anything else is the next request, kept until Jetty asks
 * for it. Nothing here waits: a read returns what has arrived.
 */
public final class WatchedEndPoint extends EndPointInFront implements Callback {

    /** The request that is being served, or null; for HTTP/2 always null. */
    private volatile ServedRequest serving;

    private final EndPoint raw;
    private final CallThreads threads = new CallThreads();
    private final Optional<ClientEndPoint> client;
    private final SpareBuffers buffers;
    private volatile boolean upgraded;

    /** Whether a request has arrived since the selector, or {@link #takesNext}, was last asked for more. */
    private volatile boolean arrived;

    private volatile boolean used;
    private volatile boolean betweenRequests = true;
    private volatile long requestStarted;

    /** Written under the lock; read without it in {@link #served}, after {@link #serving} was cleared. */
    private volatile boolean watching;

    // Guarded by this.
    private boolean interested;
    private Callback waiting;
    private ByteBuffer kept;

    /** @param buffers for what is read ahead */
    WatchedEndPoint(EndPoint raw, SpareBuffers buffers) {
        super(raw);
        this.buffers = buffers;
        this.raw = raw;
        this.client = ClientEndPoint.below(raw);
    }

    /** Returns the TCP connection below. */
    public Optional<ClientEndPoint> client() {
        return client;
    }

    /** Called when a request was read completely and waits for its answer. */
    public void serving(ServedRequest served) {
        if (!upgraded) {
            serving = served;
        }
    }

    /** Called when the answer is handed to the connection. */
    public void served() {
        serving = null;
        if (watching) {
            unwatch();
        }
    }

    /** Returns whether a request has arrived on this connection before. */
    boolean isUsed() {
        return used;
    }

    /** Called when the headers of a request have arrived. */
    public void arrived() {
        if (!used) {
            used = true;
        }
        arrived = true;
        betweenRequests = false;
        requestStarted = 0;
    }

    /** Called several times a second: watches a request that has run for a while, closes a connection whose headers take too long. */
    void sweep(long nowNanos, Duration watchAfter, Duration requestTimeout) {
        ServedRequest served = serving;
        if (served != null && nowNanos - served.arrivedNanos() > watchAfter.toNanos()) {
            watch();
        }
        long started = requestStarted;
        if (started != 0 && nowNanos - started > requestTimeout.toNanos()) {
            raw.close(new IOException("request headers took too long"));
        }
    }

    /** Returns whether nothing of a next request has arrived since the last answer. */
    boolean isBetweenRequests() {
        return betweenRequests && requestStarted == 0;
    }

    boolean isWatching() {
        return watching;
    }

    synchronized boolean isKeeping() {
        return kept != null;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = fillKept(buffer);
        if (filled == 0) {
            if (looksAhead()) {
                return 0; // Jetty asks to be notified next; takesNext reads then, once
            }
            filled = raw.fill(buffer);
        }
        if (filled > 0 && betweenRequests && requestStarted == 0) {
            requestStarted = System.nanoTime() | 1;
        }
        return filled;
    }

    @Override
    public void fillInterested(Callback callback) {
        betweenRequests = !upgraded;
        if (!tryFillInterested(callback)) {
            throw new ReadPendingException();
        }
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        if (takesNext(callback)) {
            return true;
        }
        synchronized (this) {
            if (kept == null) {
                if (!interested) {
                    return raw.tryFillInterested(callback);
                }
                if (waiting != null) {
                    return false;
                }
                waiting = callback;
                return true;
            }
        }
        callback.succeeded();
        return true;
    }

    @Override
    public synchronized boolean isFillInterested() {
        return interested ? waiting != null : raw.isFillInterested();
    }

    /** Called when there is something to read, for which Jetty or the watch waits. */
    @Override
    public void succeeded() {
        Callback next;
        ServedRequest gone = null;
        synchronized (this) {
            interested = false;
            next = waiting;
            waiting = null;
            if (next == null && watching && !peek()) {
                watching = false;
                gone = serving;
            }
        }
        if (next != null) {
            next.succeeded();
        } else if (gone != null) {
            gone.clientGone();
        }
    }

    /** Called when the connection broke, or Jetty gave it up. */
    @Override
    public void failed(Throwable cause) {
        Callback next;
        ServedRequest gone;
        synchronized (this) {
            interested = false;
            next = waiting;
            waiting = null;
            gone = watching ? serving : null;
            watching = false;
        }
        if (next != null) {
            next.failed(cause);
        } else if (gone != null) {
            gone.clientGone();
        }
    }

    /**
     * Called after a request, on a virtual thread: yields to other threads, then reads what has arrived meanwhile. Under load the
     * next request usually has, and is served at once on a thread of its own, without the selector, which would take two system
     * calls and a wake-up.
     */
    private boolean takesNext(Callback callback) {
        if (!looksAhead()) {
            return false;
        }
        arrived = false;
        Thread.yield();
        synchronized (this) {
            if (kept == null && (interested || !findsMore())) {
                return false;
            }
        }
        threads.execute(callback::succeeded);
        return true;
    }

    private boolean looksAhead() {
        return arrived && !upgraded && CallThreads.onVirtual();
    }

    /** Reads what has arrived. Returns false for nothing, and for the end of the input, which Jetty will see as well. */
    private boolean findsMore() {
        ByteBuffer ahead = buffers.take();
        try {
            if (raw.fill(ahead) > 0) {
                kept = copy(ahead);
            }
        } catch (IOException e) {
            return false;
        } finally {
            buffers.give(ahead);
        }
        return kept != null;
    }

    private synchronized void watch() {
        if (!watching && serving != null) {
            watching = true;
            if (serving == null) {
                watching = false;
            } else if (!interested) {
                interested = raw.tryFillInterested(this);
            }
        }
    }

    private synchronized void unwatch() {
        watching = false;
    }

    /** Reads ahead. Returns false at the end of the input. */
    private boolean peek() {
        ByteBuffer ahead = buffers.take();
        try {
            int filled = raw.fill(ahead);
            if (filled < 0) {
                return false;
            }
            if (ahead.hasRemaining()) {
                kept = copy(ahead);
            } else {
                interested = raw.tryFillInterested(this);
            }
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            buffers.give(ahead);
        }
    }

    private static ByteBuffer copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private synchronized int fillKept(ByteBuffer buffer) {
        if (kept == null) {
            return 0;
        }
        int position = BufferUtil.flipToFill(buffer);
        int filled = BufferUtil.put(kept, buffer);
        BufferUtil.flipToFlush(buffer, position);
        if (!kept.hasRemaining()) {
            kept = null;
        }
        return filled;
    }

    @Override
    public void upgrade(Connection newConnection) {
        upgraded = true;
        arrived();
        raw.upgrade(newConnection);
    }
}
