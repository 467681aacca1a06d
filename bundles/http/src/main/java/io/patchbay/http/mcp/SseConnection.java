package io.patchbay.http.mcp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.protocol.Dispatcher;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.protocol.Transport;
import io.patchbay.spi.identity.Identity;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * One client of HTTP+SSE with its stream and its session, which end together. The dispatcher treats the client as a
 * client of Streamable HTTP that receives all answers on one stream. Any thread may call the methods.
 */
final class SseConnection {

    private static final String SESSION = "Mcp-Session-Id";

    private final Exchange opened;
    private final EventStream events;
    private final Dispatcher dispatcher;
    private final Runnable forget;
    private final Executor threads;
    private final long openedNanos = System.nanoTime();

    @GuardedBy("this")
    private final Set<Runnable> disconnectActions = new LinkedHashSet<>();

    @GuardedBy("this")
    private Optional<String> session = Optional.empty();

    @GuardedBy("this")
    private boolean clientGone;

    @GuardedBy("this")
    private boolean ended;

    /**
     * @param opened the exchange that opened the stream
     * @param forget the action that runs once when the connection has ended
     */
    SseConnection(Exchange opened, EventStream events, Dispatcher dispatcher, Runnable forget, Executor threads) {
        this.opened = opened;
        this.events = events;
        this.dispatcher = dispatcher;
        this.forget = forget;
        this.threads = threads;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Returns whether this caller opened the stream, even if the caller used a different credential. */
    boolean belongsTo(Identity.Known identity) {
        return Streams.key(identity.caller())
                .equals(Streams.key(opened.identity().caller()));
    }

    /** Returns whether the stream has been open for this time without a session. */
    synchronized boolean isIdleFor(Duration time) {
        return session.isEmpty() && System.nanoTime() - openedNanos > time.toNanos();
    }

    /** Returns the id of the session, or empty if the client has not begun a session. */
    synchronized Optional<String> session() {
        return session;
    }

    /** Sends a message on the stream. Ignores an event without data, because this transport cannot resume from event ids. */
    boolean send(byte[] data) {
        return data.length == 0 || events.send(Event.named("message", data));
    }

    /**
     * Begins the session after a successful handshake. After that, the stream also carries messages that belong to no
     * request.
     */
    void beginSession(String id) {
        synchronized (this) {
            if (!ended && session.isEmpty()) {
                session = Optional.of(id);
            }
        }
        boolean begun = session().filter(id::equals).isPresent();
        dispatcher.dispatch(new SseControl(begun ? "GET" : "DELETE", id));
    }

    /**
     * Runs an action when the client disconnects, or immediately if the client has already disconnected. {@link #forgetAction}
     * cancels the action.
     */
    void onDisconnect(Runnable action) {
        boolean due;
        synchronized (this) {
            due = clientGone;
            if (!due && !ended) {
                disconnectActions.add(action);
            }
        }
        if (due) {
            action.run();
        }
    }

    void forgetAction(Runnable action) {
        synchronized (this) {
            disconnectActions.remove(action);
        }
    }

    /** Ends the connection after the client has disconnected. */
    void clientGone() {
        List<Runnable> actions;
        synchronized (this) {
            clientGone = true;
            actions = List.copyOf(disconnectActions);
            disconnectActions.clear();
        }
        actions.forEach(Runnable::run);
        endSession();
    }

    /** Ends the stream and its session. */
    void end() {
        events.end();
        endSession();
    }

    private void endSession() {
        Optional<String> endedSession;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            disconnectActions.clear();
            endedSession = session;
        }
        forget.run();
        endedSession.ifPresent(id -> threads.execute(() -> dispatcher.dispatch(new SseControl("DELETE", id))));
    }

    /**
     * Returns a stream for the answer to one message. The client's stream stays open after that answer.
     *
     * @param answered the action that runs when the answer is complete
     */
    EventStream answerStream(Runnable answered) {
        return new AnswerStream(answered);
    }

    /**
     * A request that a client of Streamable HTTP would send for its session. {@code GET} requests the messages of the
     * session, and {@code DELETE} ends the session.
     */
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

        /** Receives a refusal. If the refused request is the {@code GET} for the session's messages, the session ends. */
        @Override
        public boolean send(Reply reply) {
            if (method.equals("GET")) {
                end();
            }
            return true;
        }

        @Override
        public EventStream stream(List<Reply.Header> headers) {
            return new AnswerStream(SseConnection.this::end);
        }

        @Override
        public void onDisconnect(Runnable action) {
            SseConnection.this.onDisconnect(action);
        }
    }

    /** The stream of one exchange, which sends its events on the stream of the client. */
    private final class AnswerStream implements EventStream {

        private final Runnable endAction;

        AnswerStream(Runnable endAction) {
            this.endAction = endAction;
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
            endAction.run();
        }
    }
}
