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
 * connection during that time, and would only notice at the next write. While a request is watched, this class reads instead of
 * Jetty: the end of the input means that the client has disconnected; other bytes belong to the next request and are kept until
 * Jetty reads them. No method waits: a read returns the bytes that have arrived.
 */
public final class WatchedEndPoint extends EndPointInFront implements Callback {

    /** The request that is being served, or null; for HTTP/2 always null. */
    private volatile ServedRequest serving;

    private final EndPoint raw;
    private final CallThreads threads = new CallThreads();
    private final Optional<ClientEndPoint> client;
    private final SpareBuffers buffers;
    private volatile boolean upgraded;

    /** Whether a request has arrived since the selector, or {@link #tryReadNext}, was last asked for more. */
    private volatile boolean arrived;

    private volatile boolean used;
    private volatile boolean betweenRequests = true;
    private volatile long requestStarted;

    /** Written under the lock; read without it in {@link #endServing}, after {@link #serving} was cleared. */
    private volatile boolean watching;

    @GuardedBy("this")
    private boolean interested;

    @GuardedBy("this")
    private Callback waiting;

    @GuardedBy("this")
    private ByteBuffer kept;

    /** @param buffers for reading ahead */
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
    public void beginServing(ServedRequest served) {
        if (!upgraded) {
            serving = served;
        }
    }

    /** Called when the answer is handed to the connection. */
    public void endServing() {
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
    public void requestArrived() {
        if (!used) {
            used = true;
        }
        arrived = true;
        betweenRequests = false;
        requestStarted = 0;
    }

    /** Called several times a second: watches a request that has run for a while, and closes a connection whose headers arrive too slowly. */
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
                return 0; // Jetty asks to be notified next, and tryReadNext reads then
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

    /** Called when bytes have arrived, for which Jetty or the watch is waiting. */
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

    /** Called when the connection has failed, or Jetty has closed it. */
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
     * Called after a request, on a virtual thread: yields to other threads, then reads the bytes that have arrived. Under load the next
     * request has usually arrived, and is served at once on its own thread. The selector would need two system calls and a wake-up.
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

    /** Reads the bytes that have arrived. Returns false if there are none, and at the end of the input, which Jetty notices as well. */
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
