package io.patchbay.http.server;

import io.patchbay.protocol.CallThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.util.Optional;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * A client's connection that can tell, while its request waits for an answer, that the client has gone. Jetty does not read
 * from an HTTP/1.1 connection then, so a closed one would be noticed at the next write only. While somebody watches, this reads
 * in Jetty's place: an end means that the client has gone; anything else is the next request, kept until Jetty asks for it.
 */
public final class WatchedEndPoint extends EndPointInFront implements Callback {

    /** The request that is being served; for HTTP/2 always empty. */
    private volatile ServedRequest exchange;

    private final CallThreads threads = new CallThreads();
    private final Optional<ClientEndPoint> client;
    private final SpareBuffers buffers;
    private volatile boolean upgraded;

    /** Whether a request has arrived since the selector, or {@link #takesNext}, was last asked for more. */
    private volatile boolean arrived;

    private volatile boolean used;
    private volatile boolean betweenRequests = true;
    private volatile long requestStarted;

    /** Written under this lock; read without it in {@link #served}, after the exchange was taken away. */
    private volatile boolean watching;

    // Guarded by this.
    private boolean interested;
    private Callback waiting;
    private ByteBuffer kept;

    /** @param buffers for what is read ahead */
    WatchedEndPoint(EndPoint raw, SpareBuffers buffers) {
        super(raw);
        this.buffers = buffers;
        this.client = ClientEndPoint.below(raw);
    }

    /** The TCP connection below. */
    public Optional<ClientEndPoint> client() {
        return client;
    }

    /** The request that is being served has been read whole. */
    public void serving(ServedRequest served) {
        if (!upgraded) {
            exchange = served;
        }
    }

    /** Its answer is on its way. */
    public void served() {
        exchange = null;
        if (watching) {
            unwatch();
        }
    }

    /** Whether a request has come on it before. */
    boolean used() {
        return used;
    }

    /** A request's headers have arrived. */
    public void arrived() {
        if (!used) {
            used = true;
        }
        arrived = true;
        betweenRequests = false;
        requestStarted = 0;
    }

    /** Looks after this connection from time to time: starts to watch what has run for a while, ends what never becomes a request. */
    void sweep(long now, long watchAfterNanos, long requestNanos) {
        ServedRequest served = exchange;
        if (served != null && now - served.arrivedNanos() > watchAfterNanos) {
            watch();
        }
        long started = requestStarted;
        if (started != 0 && now - started > requestNanos) {
            raw.close(new IOException("request headers took too long"));
        }
    }

    /** Whether nothing of a request has come since the last answer. */
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
                return 0; // Jetty will ask to be told of more, and then it is looked for, once
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

    /** There is something to read, and either Jetty or a watcher waits for it. */
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
                gone = exchange;
            }
        }
        if (next != null) {
            next.succeeded();
        } else if (gone != null) {
            gone.clientGone();
        }
    }

    /** The connection broke, or Jetty gave it up. */
    @Override
    public void failed(Throwable cause) {
        Callback next;
        ServedRequest gone;
        synchronized (this) {
            interested = false;
            next = waiting;
            waiting = null;
            gone = watching ? exchange : null;
            watching = false;
        }
        if (next != null) {
            next.failed(cause);
        } else if (gone != null) {
            gone.clientGone();
        }
    }

    /**
     * After a request, on a virtual thread: lets the others go first, then looks whether more has come meanwhile. Under load it
     * mostly has, and goes on at once, on a thread of its own; the selector, with two system calls and a wake-up, is not asked.
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

    /** Reads what is there; false when there is nothing, or the end, which Jetty will see as well. */
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
        if (!watching && exchange != null) {
            watching = true;
            if (exchange == null) {
                watching = false;
            } else if (!interested) {
                interested = raw.tryFillInterested(this);
            }
        }
    }

    private synchronized void unwatch() {
        watching = false;
    }

    /** Reads ahead; false at the end of what the client sends. */
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
