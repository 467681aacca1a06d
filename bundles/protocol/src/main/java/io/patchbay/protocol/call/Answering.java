package io.patchbay.protocol.call;

import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.protocol.rpc.Accept;
import io.patchbay.protocol.session.LastingStream;
import io.patchbay.protocol.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers one request: as one JSON body, or as a stream from the moment something had to go out before the result. Until then
 * every status is still possible. Any thread.
 */
public final class Answering {

    private final Exchange exchange;
    private final Accept accept;
    private final Optional<Session> session;
    private final List<Reply.Header> headers = new ArrayList<>();
    private EventStream stream;
    private boolean finished;

    /** @param session of a legacy request: its stream outlives this exchange */
    Answering(Exchange exchange, Optional<Session> session) {
        this.exchange = exchange;
        this.session = session;
        this.accept = Accept.of(exchange);
    }

    /** Whether something can be sent before the result. */
    public boolean streamable() {
        return accept.streams();
    }

    public synchronized void header(String name, String value) {
        headers.add(new Reply.Header(name, value));
    }

    /**
     * Sends a notification before the result; false when that is no longer or not possible. Where there is no room for a stream
     * the result matters more: it still comes.
     */
    public synchronized boolean tell(byte[] message) {
        return (stream != null || exchange.streamable()) && ask(message);
    }

    /** Sends a request of ours, without which there is no result; false when that is no longer or not possible. */
    public synchronized boolean ask(byte[] message) {
        return open() && stream.send(Event.of(message));
    }

    /** Whether something has gone out before the result. */
    synchronized boolean opened() {
        return stream != null;
    }

    /** Hands the stream over to somebody who ends it himself. */
    public synchronized Optional<EventStream> detach() {
        boolean opened = open();
        finished |= opened;
        return opened ? Optional.of(stream) : Optional.empty();
    }

    /** Commits to a stream. */
    synchronized boolean open() {
        if (finished || !accept.streams()) {
            return false;
        }
        if (stream == null) {
            stream = lasting(exchange.stream(headers));
        }
        return true;
    }

    private EventStream lasting(EventStream connection) {
        if (session.isEmpty() || connection.ended() || connection.outlivesConnection()) {
            return connection;
        }
        LastingStream lasting = session.get().streams().open(exchange.identity());
        lasting.connect(exchange.identity(), () -> connection, () -> {});
        return lasting;
    }

    /** The answer takes long: from here on a stream carries it, where the client reads streams and there is room for one. */
    synchronized void linger() {
        if (stream == null && exchange.streamable()) {
            open();
        }
    }

    /** Whether the answer, or that there is none, has gone out. */
    synchronized boolean finished() {
        return finished;
    }

    /** Closes the connection meanwhile, where the client knows that it is to come back. */
    synchronized void release() {
        if (!resumable()) {
            return;
        }
        linger();
        if (!finished && stream instanceof LastingStream lasting) {
            lasting.release();
        }
    }

    /** Whether the first event of a stream tells the client how to come back. */
    boolean resumable() {
        return session.filter(one -> one.streams().startsWithEmptyEvent()).isPresent();
    }

    /** Ends with the result or error; what comes after the first end is dropped. */
    public synchronized void finish(int status, byte[] message) {
        if (finished) {
            return;
        }
        if (status == 200 && !accept.json()) {
            open();
        }
        finished = true;
        if (stream == null) {
            exchange.send(new Reply(status, headers, message));
        } else {
            stream.send(Event.of(message));
            stream.end();
        }
    }

    /** Ends without a result: for a request its own client cancelled. */
    synchronized void drop() {
        if (finished) {
            return;
        }
        finished = true;
        if (stream == null) {
            exchange.send(Reply.empty(202));
        } else {
            stream.end();
        }
    }
}
