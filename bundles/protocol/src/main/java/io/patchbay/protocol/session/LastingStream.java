package io.patchbay.protocol.session;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.identity.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One stream of a legacy session, which outlives its connection. Events are numbered and kept for a while. A client that reconnects
 * with the number of its last event receives the later events. The stream has one connection at a time. A new connection replaces
 * the old connection. Thread-safe.
 */
public final class LastingStream implements EventStream {

    private static final byte[] NO_DATA = {};

    private final SessionStreams session;
    private final int number;
    private final Identity.Known opener;

    // Events are numbered, kept and sent in the same order.
    @GuardedBy("this")
    private Optional<Connection> connection = Optional.empty();

    @GuardedBy("this")
    private Identity.Known identity;

    @GuardedBy("this")
    private long newest;
    /** The number of the newest event that a connection accepted. */
    @GuardedBy("this")
    private long delivered;

    @GuardedBy("this")
    private boolean ended;

    LastingStream(SessionStreams session, int number, Identity.Known identity) {
        this.session = session;
        this.number = number;
        this.opener = requireNonNull(identity, "identity");
        this.identity = identity;
    }

    int number() {
        return number;
    }

    /** Returns the identity that opened or last resumed the stream. */
    synchronized Identity.Known identity() {
        return identity;
    }

    /** Replaces the identity after its grants have changed. */
    synchronized void identity(Identity.Known now) {
        identity = now;
    }

    /** Closes the connection if the identity that resumed the stream has changed. Ignores the identity that opened the stream. */
    synchronized void recheck(Credentials credentials) {
        if (connection.isPresent() && identity != opener && !credentials.hold(identity)) {
            release();
        }
    }

    /** Returns whether the stream has a connection now. */
    synchronized boolean isConnected() {
        return connection.isPresent();
    }

    /** Returns whether a client can resume after this event. An ended stream can be resumed only while its last event is kept. */
    synchronized boolean isResumableAfter(long sequence) {
        return sequence == newest || sequence < newest && (!ended || session.isLastEventKept(this, newest));
    }

    /** Returns whether the stream has ended for all connections. */
    @Override
    public synchronized boolean ended() {
        return ended;
    }

    /** Sends and keeps an event. Returns false if the stream has ended or the event was neither sent nor kept. */
    @Override
    public synchronized boolean send(Event event) {
        if (ended) {
            return false;
        }
        newest++;
        boolean kept = session.keep(this, newest, event.data());
        return deliver(List.of(numbered(newest, event.data()))) || kept;
    }

    @Override
    public boolean outlivesConnection() {
        return true;
    }

    /** Ends the stream. Clients can still fetch kept events. */
    @Override
    public synchronized void end() {
        if (!ended) {
            ended = true;
            session.streamEnded(this);
            detach(EventStream::end);
        }
    }

    /** Closes the connection but not the stream, so that the client reconnects for the rest of the stream. */
    @Override
    public synchronized void release() {
        detach(EventStream::release);
    }

    /** Closes the connection like {@link #release}, if the connection is older than the given time. */
    synchronized void releaseOlder(long nanos) {
        if (connection
                .filter(current -> System.nanoTime() - current.since() > nanos)
                .isPresent()) {
            release();
        }
    }

    /**
     * Returns whether an identity of the session's caller may resume the stream. The grants of this identity must not be narrower
     * than the grants of the previous identity.
     */
    public synchronized boolean mayBeResumedBy(Identity.Known caller) {
        Grants before = identity.grants();
        Grants now = caller.grants();
        return now.tenant().equals(before.tenant())
                && now.roles().equals(before.roles())
                && now.scopes().containsAll(before.scopes());
    }

    /**
     * Moves the stream to a new connection and closes the old connection. First sends the events that were kept while the stream
     * had no connection. If no events were kept and the revision allows it, first sends an event without data. A client that
     * receives no other event resumes with the number of that event.
     *
     * @param opening opens the connection; meanwhile no event can be sent, so that the new connection receives every later event
     * @param closed runs once, after the stream has left the connection or the connection was refused
     */
    public synchronized EventStream connect(Identity.Known caller, Supplier<EventStream> opening, Runnable closed) {
        EventStream events = opening.get();
        if (!attach(caller, events, closed)) {
            return events;
        }
        if (!deliver(keptAfter(delivered)) && session.startsWithEmptyEvent()) {
            newest++;
            deliver(List.of(new Event(Optional.of(id(newest)), Optional.of(session.retry()), NO_DATA)));
        }
        return events;
    }

    /** Moves the stream to a new connection like {@link #connect}, but first sends all kept events after a number. */
    public synchronized EventStream resume(
            Identity.Known caller, Supplier<EventStream> opening, Runnable closed, long after) {
        EventStream events = opening.get();
        if (!attach(caller, events, closed)) {
            return events;
        }
        deliver(keptAfter(after));
        if (ended) {
            detach(EventStream::end);
        }
        return events;
    }

    /** Called after a connection is lost. */
    public synchronized void connectionLost(EventStream events) {
        connection.filter(current -> current.events() == events).ifPresent(current -> release());
    }

    @GuardedBy("this")
    private boolean attach(Identity.Known caller, EventStream events, Runnable closed) {
        if (events.ended()) {
            closed.run(); // the exchange was answered because too many streams are open, or the client has disconnected
            return false;
        }
        release();
        identity = caller;
        connection = Optional.of(new Connection(events, closed, System.nanoTime()));
        return true;
    }

    @GuardedBy("this")
    private void detach(Consumer<EventStream> closing) {
        Optional<Connection> old = connection;
        connection = Optional.empty();
        old.ifPresent(detached -> {
            closing.accept(detached.events());
            detached.closed().run();
        });
    }

    private List<Event> keptAfter(long after) {
        List<Event> missed = new ArrayList<>();
        session.readAfter(this, after, (sequence, data) -> missed.add(numbered(sequence, data)));
        return missed;
    }

    /** Sends events up to the newest event. Returns false if there are no events or no connection accepts the events. */
    @GuardedBy("this")
    private boolean deliver(List<Event> events) {
        if (connection.isEmpty() || events.isEmpty()) {
            return false;
        }
        if (!connection.get().events().sendAll(events)) {
            release();
            return false;
        }
        delivered = newest;
        return true;
    }

    private Event numbered(long sequence, byte[] data) {
        return new Event(Optional.of(id(sequence)), Optional.empty(), data);
    }

    private String id(long sequence) {
        return session.eventId(number, sequence);
    }

    private record Connection(EventStream events, Runnable closed, long since) {}
}
