package io.patchbay.http.mcp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.api.Caller;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * A stream of server-sent events on one connection. The connection accepts one write at a time. The stream keeps events that arrive
 * during a write, and writes these events together. An idle stream has no buffer.
 */
final class HttpEventStream extends IteratingCallback implements EventStream, OpenStream {

    private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    private final StreamOwner owner;
    private final Response response;
    private final Streams streams;

    @GuardedBy("this")
    private final EventBuffer waiting = new EventBuffer();

    @GuardedBy("this")
    private boolean headersPending = true;

    @GuardedBy("this")
    private boolean ended;

    @GuardedBy("this")
    private boolean lastWritten;

    @GuardedBy("this")
    private boolean broken;

    private volatile long sentNanos = System.nanoTime();

    HttpEventStream(StreamOwner owner, Response response, Streams streams) {
        this.owner = owner;
        this.response = response;
        this.streams = streams;
    }

    /** Sends the status and headers. */
    void open() {
        iterate();
    }

    @Override
    public Caller caller() {
        return owner.caller();
    }

    @Override
    public long arrivedNanos() {
        return owner.arrivedNanos();
    }

    @Override
    public boolean isListening() {
        return !owner.isDispatching();
    }

    @Override
    public boolean send(Event event) {
        return sendAll(List.of(event));
    }

    /** Sends events. If no event is waiting, the method accepts events even if they are larger than the limit of the queue. */
    @Override
    public boolean sendAll(List<Event> events) {
        boolean full;
        synchronized (this) {
            if (ended || broken) {
                return false;
            }
            full = waiting.length() > 0 && waiting.length() + EventBuffer.size(events) > streams.maxQueueBytes();
            if (full) {
                broken = true;
            } else {
                events.forEach(waiting::add);
            }
        }
        if (full) {
            breakWith(new IOException("the client does not read its stream"));
            return false;
        }
        sentNanos = System.nanoTime();
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
        owner.streamReleased();
        end();
    }

    /** Sends a comment. If the comment cannot be written, the stream ends with the timeout of the pending write. */
    @Override
    public void keepAlive(long nowNanos, Duration silence) {
        if (nowNanos - sentNanos < silence.toNanos()) {
            return;
        }
        synchronized (this) {
            if (ended || broken || waiting.length() > 0) {
                return;
            }
            waiting.add(KEEP_ALIVE);
        }
        sentNanos = nowNanos;
        iterate();
    }

    /** Ends the stream immediately, because the client has disconnected or does not read. */
    void breakWith(Throwable cause) {
        synchronized (this) {
            broken = true;
            waiting.clear();
        }
        if (streams.remove(this)) {
            owner.streamBroken(cause);
        }
    }

    @Override
    protected Action process() {
        ByteBuffer next;
        boolean last;
        synchronized (this) {
            if (lastWritten) {
                return Action.SUCCEEDED;
            }
            if (broken || !headersPending && !ended && waiting.length() == 0) {
                return Action.IDLE;
            }
            headersPending = false;
            last = ended;
            lastWritten = ended;
            next = waiting.take();
        }
        response.write(last, next, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        if (streams.remove(this)) {
            owner.streamCompleted();
        }
    }

    @Override
    protected void onFailure(Throwable cause) {
        breakWith(cause);
    }
}
