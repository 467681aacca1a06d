package io.patchbay.http.mcp;

import io.patchbay.protocol.Dispatcher;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.protocol.Transport;
import io.patchbay.spi.identity.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * One client of HTTP+SSE: the stream it opened, and the session it began on it. Either ends with the other. To the dispatcher it
 * looks like a client of Streamable HTTP whose answers all go one way. Any thread.
 */
final class SseConnection {

    private static final String SESSION = "Mcp-Session-Id";

    private final Exchange opened;
    private final EventStream events;
    private final Dispatcher dispatcher;
    private final Runnable forget;
    private final Executor threads;
    private final long since = System.nanoTime();

    // Guarded by this.
    private Optional<String> session = Optional.empty();
    private boolean ended;

    /**
     * @param opened the exchange that opened the stream
     * @param forget run once or more when it has ended
     */
    SseConnection(Exchange opened, EventStream events, Dispatcher dispatcher, Runnable forget, Executor threads) {
        this.opened = opened;
        this.events = events;
        this.dispatcher = dispatcher;
        this.forget = forget;
        this.threads = threads;
    }

    /** Whether this is who opened it, with whatever credential. */
    boolean belongsTo(Identity.Known identity) {
        return Streams.key(identity.caller())
                .equals(Streams.key(opened.identity().caller()));
    }

    /** Whether no session was begun for so long. */
    synchronized boolean idle(Duration time) {
        return session.isEmpty() && System.nanoTime() - since > time.toNanos();
    }

    /** Takes a message of its client; what is to be said to it goes out on the stream. */
    void take(Exchange message) {
        dispatcher.dispatch(new SseMessage(message, this));
    }

    /** The id of its session, once there is one. */
    synchronized Optional<String> session() {
        return session;
    }

    /** Says something on the stream. An event without data says nothing here, and there is nothing to come back to with an id. */
    boolean send(byte[] data) {
        return data.length == 0 || events.send(Event.named("message", data));
    }

    boolean ended() {
        return events.ended();
    }

    /** A handshake succeeded: what belongs to no request goes out on the stream from now on. */
    void began(String id) {
        synchronized (this) {
            if (!ended && session.isEmpty()) {
                session = Optional.of(id);
            }
        }
        if (session().filter(id::equals).isPresent()) {
            dispatcher.dispatch(new SseControl("GET", id));
        } else {
            dispatcher.dispatch(new SseControl("DELETE", id));
        }
    }

    /** Ends the stream, and the session with it. */
    void end() {
        events.end();
        gone();
    }

    /** The stream has ended, the session ends with it. */
    void gone() {
        Optional<String> left;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            left = session;
        }
        forget.run();
        left.ifPresent(id -> threads.execute(() -> dispatcher.dispatch(new SseControl("DELETE", id))));
    }

    Exchange opened() {
        return opened;
    }

    /** What a client of Streamable HTTP does with requests of their own: it listens, and it ends its session. */
    private final class SseControl implements Exchange {

        private final String method;
        private final String id;

        SseControl(String method, String id) {
            this.method = method;
            this.id = id;
        }

        @Override
        public String method() {
            return method;
        }

        @Override
        public List<String> headers(String name) {
            if (name.equalsIgnoreCase(SESSION)) {
                return List.of(id);
            }
            return name.equalsIgnoreCase("Accept") ? List.of("text/event-stream") : List.of();
        }

        @Override
        public byte[] body() {
            return new byte[0];
        }

        @Override
        public Identity.Known identity() {
            return opened.identity();
        }

        @Override
        public String source() {
            return opened.source();
        }

        @Override
        public Transport transport() {
            return Transport.HTTP_SSE;
        }

        /** Nothing but a refusal answers so: without a place for what belongs to no request there is no session. */
        @Override
        public boolean send(Reply reply) {
            if (method.equals("GET")) {
                end();
            }
            return true;
        }

        @Override
        public EventStream stream(List<Reply.Header> headers) {
            return new Part(true);
        }

        @Override
        public void onDisconnect(Runnable action) {
            opened.onDisconnect(action);
        }
    }

    /** What of the stream one exchange has. */
    EventStream part() {
        return new Part(false);
    }

    private final class Part implements EventStream {

        private final boolean whole;

        /** @param whole whether the stream ends with it */
        Part(boolean whole) {
            this.whole = whole;
        }

        @Override
        public boolean send(Event event) {
            return SseConnection.this.send(event.data());
        }

        @Override
        public boolean ended() {
            return events.ended();
        }

        @Override
        public void end() {
            if (whole) {
                SseConnection.this.end();
            }
        }
    }
}
