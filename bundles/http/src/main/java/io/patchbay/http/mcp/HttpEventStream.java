package io.patchbay.http.mcp;

import io.patchbay.api.Caller;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * A stream of server-sent events on one connection. The connection accepts one write at a time. The stream keeps events that arrive
 * during a write, and writes these events together. An idle stream has no buffer.
 */
final class HttpEventStream extends IteratingCallback implements EventStream, OpenStream {

    private final StreamOwner owner;
    private final Response response;
    private final Streams streams;
    private final EventQueue queue = new EventQueue();
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
        EventQueue.Added added = queue.add(events, streams.maxQueueBytes());
        if (added == EventQueue.Added.FULL) {
            breakWith(new IOException("the client does not read its stream"));
        }
        if (added != EventQueue.Added.YES) {
            return false;
        }
        sentNanos = System.nanoTime();
        iterate();
        return true;
    }

    @Override
    public boolean ended() {
        return queue.isEnded();
    }

    @Override
    public void end() {
        if (queue.end()) {
            iterate();
        }
    }

    @Override
    public void release() {
        owner.streamReleased();
        end();
    }

    /** Sends a comment. If the comment cannot be written, the stream ends when the pending write times out. */
    @Override
    public void keepAlive(long nowNanos, Duration silence) {
        if (nowNanos - sentNanos >= silence.toNanos() && queue.addKeepAlive()) {
            sentNanos = nowNanos;
            iterate();
        }
    }

    /** Ends the stream immediately, because the client has disconnected or does not read the events. */
    void breakWith(Throwable cause) {
        queue.breakOff();
        if (streams.remove(this)) {
            owner.streamBroken(cause);
        }
    }

    @Override
    protected Action process() {
        EventQueue.Write write = queue.beginWrite();
        if (write == EventQueue.Write.COMPLETE) {
            return Action.SUCCEEDED;
        }
        if (write == EventQueue.Write.NONE) {
            return Action.IDLE;
        }
        response.write(write == EventQueue.Write.LAST, queue.take(), this);
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
