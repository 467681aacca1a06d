package io.patchbay.protocol.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
 * Answers one request with a JSON body, or with a stream if a message must be sent before the result. Until the stream
 * opens, the answer can have any HTTP status. Thread-safe.
 */
public final class Answering {

    private final Exchange exchange;
    private final Accept accept;
    private final Optional<Session> session;

    @GuardedBy("this")
    private final List<Reply.Header> headers = new ArrayList<>();

    @GuardedBy("this")
    private EventStream stream;

    @GuardedBy("this")
    private boolean finished;

    /** @param session the session of a legacy request; its streams outlive this exchange */
    Answering(Exchange exchange, Optional<Session> session) {
        this.exchange = exchange;
        this.session = session;
        this.accept = Accept.of(exchange);
    }

    /** Returns whether the client accepts a stream, in which the server can send messages before the result. */
    public boolean acceptsStream() {
        return accept.streams();
    }

    public synchronized void header(String name, String value) {
        headers.add(new Reply.Header(name, value));
    }

    /**
     * Sends a notification before the result. Returns false if the notification cannot be sent. If the server has too
     * many open streams, this method drops the notification, and the client receives only the result.
     */
    public synchronized boolean sendNotification(byte[] message) {
        return (stream != null || exchange.streamable()) && send(message);
    }

    /** Sends a request that the client must answer before the result. Returns false if the request cannot be sent. */
    public synchronized boolean sendRequest(byte[] message) {
        return send(message);
    }

    @GuardedBy("this")
    private boolean send(byte[] message) {
        return openStream() && stream.send(Event.of(message));
    }

    /** Returns whether the stream is open. */
    synchronized boolean isStreaming() {
        return stream != null;
    }

    /**
     * Opens and returns the stream, which the caller of this method must end. Returns empty if a stream is not
     * possible.
     */
    public synchronized Optional<EventStream> detachStream() {
        boolean opened = openStream();
        finished |= opened;
        return opened ? Optional.of(stream) : Optional.empty();
    }

    /**
     * Opens the stream unless the stream is already open. Returns false if the answer was already sent or the client
     * does not accept streams.
     */
    synchronized boolean openStream() {
        if (finished || !accept.streams()) {
            return false;
        }
        if (stream == null) {
            stream = lastingStream(exchange.stream(headers));
        }
        return true;
    }

    private EventStream lastingStream(EventStream connection) {
        if (session.isEmpty() || connection.ended() || connection.outlivesConnection()) {
            return connection;
        }
        LastingStream lasting = session.get().streams().open(exchange.identity());
        lasting.connect(exchange.identity(), () -> connection, () -> {});
        return lasting;
    }

    /**
     * Opens the stream if the client accepts streams and the server has room for a stream. Called if the answer takes a
     * long time.
     */
    synchronized void streamIfPossible() {
        if (stream == null && exchange.streamable()) {
            openStream();
        }
    }

    /** Returns whether the exchange is finished, with or without an answer. */
    synchronized boolean isFinished() {
        return finished;
    }

    /** Closes the connection until the client reconnects. Does nothing if the client does not know how to reconnect. */
    synchronized void releaseConnection() {
        if (!isResumable()) {
            return;
        }
        streamIfPossible();
        if (!finished && stream instanceof LastingStream lasting) {
            lasting.release();
        }
    }

    /** Returns whether the first event of a stream tells the client how to reconnect. */
    boolean isResumable() {
        return session.filter(one -> one.streams().startsWithEmptyEvent()).isPresent();
    }

    /** Ends the exchange with the result or error. Later invocations do nothing. */
    public synchronized void finish(int status, byte[] message) {
        if (finished) {
            return;
        }
        if (status == 200 && !accept.json()) {
            openStream();
        }
        finished = true;
        if (stream == null) {
            exchange.send(new Reply(status, headers, message));
        } else {
            stream.send(Event.of(message));
            stream.end();
        }
    }

    /** Ends the exchange without a result, for a request that its client cancelled. */
    synchronized void finishWithoutResult() {
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
