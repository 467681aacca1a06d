package io.patchbay.protocol.front;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.protocol.Transport;
import io.patchbay.protocol.json.JsonArrays;
import io.patchbay.protocol.session.LastingStream;
import io.patchbay.protocol.session.Session;
import io.patchbay.spi.identity.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer to an array of messages. The server sends one array when every request is answered. If the server must
 * send a message before the result of a request, the answer becomes a stream with one event for each message. Each
 * request has an exchange of its own. Thread-safe.
 */
public final class Batch {

    private final Exchange exchange;
    private final Session session;

    @GuardedBy("this")
    private final List<byte[]> answers = new ArrayList<>();

    @GuardedBy("this")
    private Optional<EventStream> stream = Optional.empty();

    @GuardedBy("this")
    private Optional<Reply> forbidden = Optional.empty();

    @GuardedBy("this")
    private int waiting;

    /** @param requests the number of messages that get an answer; at least one */
    Batch(Exchange exchange, Session session, int requests) {
        this.exchange = exchange;
        this.session = session;
        this.waiting = requests;
    }

    /** Returns the exchange of one request. */
    Exchange element() {
        return new Element();
    }

    private synchronized EventStream openStream(List<Reply.Header> headers) {
        if (stream.isEmpty()) {
            EventStream opened = lastingStream(exchange.stream(headers));
            answers.forEach(answer -> opened.send(Event.of(answer)));
            answers.clear();
            stream = Optional.of(opened);
        }
        return stream.get();
    }

    /** Returns the stream of the batch. The stream outlives its connection. */
    private EventStream lastingStream(EventStream connection) {
        if (connection.ended()) {
            return connection;
        }
        LastingStream lasting = session.streams().open(exchange.identity());
        lasting.connect(exchange.identity(), () -> connection, () -> {});
        return lasting;
    }

    private synchronized boolean streamable() {
        return stream.isPresent() || exchange.streamable();
    }

    private synchronized void addAnswer(Reply reply) {
        if (reply.status() == 403) {
            forbidden = Optional.of(reply);
        }
        if (reply.body().length > 0 && stream.isPresent()) {
            stream.get().send(Event.of(reply.body()));
        } else if (reply.body().length > 0) {
            answers.add(reply.body());
        }
        countAnswer();
    }

    private synchronized void countAnswer() {
        if (--waiting > 0) {
            return;
        }
        if (stream.isPresent()) {
            stream.get().end();
        } else if (answers.isEmpty()) {
            exchange.send(Reply.empty(202));
        } else {
            // a challenge applies to the whole batch
            exchange.send(new Reply(
                    forbidden.map(Reply::status).orElse(200),
                    forbidden.map(Reply::headers).orElse(List.of()),
                    JsonArrays.of(answers)));
        }
    }

    /** The exchange of one request. */
    private final class Element implements Exchange {

        private boolean answered;

        @Override
        public String method() {
            return exchange.method();
        }

        @Override
        public List<String> headers(String name) {
            return exchange.headers(name);
        }

        @Override
        public byte[] body() {
            return exchange.body();
        }

        @Override
        public Identity.Known identity() {
            return exchange.identity();
        }

        @Override
        public String source() {
            return exchange.source();
        }

        @Override
        public boolean send(Reply reply) {
            if (!claim()) {
                return false;
            }
            addAnswer(reply);
            return true;
        }

        @Override
        public EventStream stream(List<Reply.Header> headers) {
            if (!claim()) {
                throw new IllegalStateException("The request was already answered");
            }
            return new Part(openStream(headers));
        }

        @Override
        public boolean streamable() {
            return Batch.this.streamable();
        }

        @Override
        public Duration heartbeat() {
            return exchange.heartbeat();
        }

        @Override
        public Transport transport() {
            return exchange.transport();
        }

        @Override
        public void onDisconnect(Runnable action) {
            exchange.onDisconnect(action);
        }

        private synchronized boolean claim() {
            boolean first = !answered;
            answered = true;
            return first;
        }
    }

    /** The part of the stream that belongs to one request. */
    private final class Part implements EventStream {

        private final EventStream whole;
        private boolean ended;

        Part(EventStream whole) {
            this.whole = whole;
        }

        @Override
        public synchronized boolean send(Event event) {
            return !ended && whole.send(event);
        }

        @Override
        public boolean outlivesConnection() {
            return true;
        }

        @Override
        public synchronized boolean ended() {
            return ended || whole.ended();
        }

        @Override
        public void end() {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            countAnswer();
        }
    }
}
