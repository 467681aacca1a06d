package io.patchbay.http.mcp;

import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * A stream of server-sent events on one connection, which takes one write at a time: what comes meanwhile waits here, and goes
 * out together. An idle stream holds no buffer.
 */
final class HttpEventStream extends IteratingCallback implements EventStream {

    private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpExchange exchange;
    private final Response response;
    private final Streams streams;

    // Guarded by this.
    private final EventBuffer waiting = new EventBuffer();
    private boolean headPending = true;
    private boolean ended;
    private boolean lastWritten;
    private boolean broken;

    private volatile long touched = System.nanoTime();

    HttpEventStream(HttpExchange exchange, Response response, Streams streams) {
        this.exchange = exchange;
        this.response = response;
        this.streams = streams;
    }

    HttpExchange exchange() {
        return exchange;
    }

    /** Sends the head. */
    void open() {
        iterate();
    }

    @Override
    public boolean send(Event event) {
        return sendAll(List.of(event));
    }

    /** What is too much for the queue is taken all the same as long as nothing waits. */
    @Override
    public boolean sendAll(List<Event> events) {
        boolean full;
        synchronized (this) {
            if (ended || broken) {
                return false;
            }
            full = waiting.length() > 0 && waiting.length() + size(events) > streams.queueBytes();
            if (full) {
                broken = true;
            } else {
                events.forEach(waiting::add);
            }
        }
        if (full) {
            cutOff();
            return false;
        }
        touched = System.nanoTime();
        iterate();
        return true;
    }

    @Override
    public synchronized boolean ended() {
        return ended || broken;
    }

    @Override
    public void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        iterate();
    }

    @Override
    public void release() {
        exchange.finishConnection();
        end();
    }

    /** Sends a comment when nothing was sent for so long; what cannot even take that holds one write and waits for its timeout. */
    void keepAlive(long now, long silenceNanos) {
        if (now - touched < silenceNanos) {
            return;
        }
        synchronized (this) {
            if (ended || broken || waiting.length() > 0) {
                return;
            }
            waiting.add(KEEP_ALIVE);
        }
        touched = now;
        iterate();
    }

    @Override
    protected Action process() {
        ByteBuffer next;
        boolean last;
        synchronized (this) {
            if (lastWritten) {
                return Action.SUCCEEDED;
            }
            if (broken || !headPending && !ended && waiting.length() == 0) {
                return Action.IDLE;
            }
            headPending = false;
            last = ended;
            lastWritten = ended;
            next = waiting.take();
        }
        response.write(last, next, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        streams.closed(this);
        exchange.streamed();
    }

    @Override
    protected void onFailure(Throwable cause) {
        breakWith(cause);
    }

    /** The client has gone; nothing more is written. */
    void breakWith(Throwable cause) {
        synchronized (this) {
            broken = true;
            waiting.clear();
        }
        if (streams.closed(this)) {
            exchange.broken(cause);
        }
    }

    private static long size(List<Event> events) {
        long size = 0;
        for (Event event : events) {
            size += event.data().length;
        }
        return size;
    }

    private void cutOff() {
        breakWith(new IOException("the client does not read its stream"));
    }
}
