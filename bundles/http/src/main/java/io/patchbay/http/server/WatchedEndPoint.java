package io.patchbay.http.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
 * A connection that notices when its client disconnects while a request waits for its answer. Jetty does not read from an HTTP/1.1
 * connection during that time, and would notice the disconnect only at the next write. While a request is watched, this class reads
 * instead of Jetty. The end of the input means that the client has disconnected. All other bytes belong to the next request, and
 * this class keeps them until Jetty reads them. No method waits. A read returns the bytes that have arrived.
 */
public final class WatchedEndPoint extends EndPointInFront implements Callback {

    /** The request that the connection serves now, or null. For HTTP/2 the field is always null. */
    private volatile ServedRequest serving;

    private final EndPoint raw;
    private final CallThreads threads = new CallThreads();
    private final Optional<ClientEndPoint> client;
    private final SpareBuffers buffers;
    private volatile boolean upgraded;

    /** True if a request has arrived since the selector or {@link #tryReadNext} was last asked for more bytes. */
    private volatile boolean arrived;

    private volatile boolean used;
    private volatile boolean betweenRequests = true;
    private volatile long requestStarted;

    /**
     * True while a request is watched. Only {@link #endServing} reads the field without the lock, after it has cleared
     * {@link #serving}.
     */
    private volatile boolean watching;

    @GuardedBy("this")
    private boolean interested;

    @GuardedBy("this")
    private Callback waiting;

    @GuardedBy("this")
    private ByteBuffer kept;

    /** @param buffers the buffers for reading ahead */
    WatchedEndPoint(EndPoint raw, SpareBuffers buffers) {
        super(raw);
        this.buffers = buffers;
        this.raw = raw;
        this.client = ClientEndPoint.below(raw);
    }

    /** Returns the TCP connection below this end point. */
    public Optional<ClientEndPoint> client() {
        return client;
    }

    /** Begins to serve a request that was read completely and waits for its answer. */
    public void beginServing(ServedRequest served) {
        if (!upgraded) {
            serving = served;
        }
    }

    /** Ends the request when the connection receives the answer. */
    public void endServing() {
        serving = null;
        if (watching) {
            unwatch();
        }
    }

    /** Returns whether a request has already arrived on this connection. */
    boolean isUsed() {
        return used;
    }

    /** Records that the headers of a request have arrived. */
    public void requestArrived() {
        if (!used) {
            used = true;
        }
        arrived = true;
        betweenRequests = false;
        requestStarted = 0;
    }

    /**
     * Watches a request that has run for some time, and closes a connection whose headers arrive too slowly. Called several times
     * per second.
     */
    void sweep(long nowNanos, Duration watchAfter, Duration requestTimeout) {
        ServedRequest served = serving;
        if (served != null && nowNanos - served.arrivedNanos() > watchAfter.toNanos()) {
            watch();
        }
        long started = requestStarted;
        if (started != 0 && nowNanos - started > requestTimeout.toNanos()) {
            raw.close(new IOException("The request headers took too long to arrive"));
        }
    }

    /** Returns whether no byte of the next request has arrived since the last answer. */
    boolean isBetweenRequests() {
        return betweenRequests && requestStarted == 0;
    }

    boolean isWatching() {
        return watching;
    }

    synchronized boolean hasReadAhead() {
        return kept != null;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = fillKept(buffer);
        if (filled == 0) {
            if (mayReadAhead()) {
                return 0; // next, Jetty asks for a notification, and then tryReadNext reads
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
        if (tryReadNext(callback)) {
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

    /** Handles the arrival of bytes for which Jetty or the watch is waiting. */
    @Override
    public void succeeded() {
        Callback next;
        ServedRequest gone = null;
        synchronized (this) {
            interested = false;
            next = waiting;
            waiting = null;
            if (next == null && watching && !readWatched()) {
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

    /** Handles a connection that has failed or that Jetty has closed. */
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
     * Yields to other threads, then reads the bytes that have arrived. Called on a virtual thread after a request. Under load, the
     * next request has usually arrived, and the server serves it immediately on a new thread. The selector would need two system
     * calls and a wake-up.
     */
    private boolean tryReadNext(Callback callback) {
        if (!mayReadAhead()) {
            return false;
        }
        arrived = false;
        Thread.yield();
        synchronized (this) {
            if (kept == null && (interested || !readNext())) {
                return false;
            }
        }
        threads.execute(callback::succeeded);
        return true;
    }

    private boolean mayReadAhead() {
        return arrived && !upgraded && CallThreads.onVirtual();
    }

    /**
     * Reads the bytes that have arrived. Returns false if there are no bytes or at the end of the input. Jetty also
     * notices the end of the input.
     */
    @GuardedBy("this")
    private boolean readNext() {
        ByteBuffer ahead = buffers.take();
        try {
            if (raw.fill(ahead) > 0) {
                kept = copy(ahead);
            }
        } catch (IOException e) {
            return false;
        } finally {
            buffers.giveBack(ahead);
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

    /** Reads ahead while a request is watched. Returns false at the end of the input. */
    @GuardedBy("this")
    private boolean readWatched() {
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
            buffers.giveBack(ahead);
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
        requestArrived();
        raw.upgrade(newConnection);
    }
}
