package io.patchbay.protocol.session;

import static java.util.Objects.requireNonNull;

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
 * One stream of a legacy session as its client knows it. It outlives the connection that carries it: what goes out is numbered
 * and kept for a while, and a client that comes back with the last number it has seen gets what came after. One connection
 * carries it at a time; the newest wins. Any thread.
 */
public final class LastingStream implements EventStream {

    private static final byte[] NOTHING = {};

    private final SessionStreams session;
    private final int number;
    private final Identity.Known opener;

    // Guarded by this: events are numbered, kept and sent in one order.
    private Optional<Connection> connection = Optional.empty();
    private Identity.Known identity;
    private long newest;
    /** The newest that a connection took. */
    private long delivered;

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

    /** Who opened it, or came back to it last. */
    synchronized Identity.Known identity() {
        return identity;
    }

    /** What its credential grants has changed. */
    synchronized void identity(Identity.Known now) {
        identity = now;
    }

    /** Closes the connection of somebody who came back to it with another credential than its own, which is no longer what it was. */
    synchronized void recheck(Credentials credentials) {
        if (connection.isPresent() && identity != opener && !credentials.hold(identity)) {
            release();
        }
    }

    /** Whether a connection carries it now. */
    synchronized boolean carried() {
        return connection.isPresent();
    }

    /** Whether it has come so far, and its end is still to be had from there. */
    synchronized boolean reaches(long sequence) {
        return sequence == newest || sequence < newest && (!ended || session.keeps(this, newest));
    }

    /** Whether nothing more goes out, to whatever connection. */
    @Override
    public synchronized boolean ended() {
        return ended;
    }

    /** Sends and keeps an event; false when it has ended, or when nobody can ever get this event. */
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

    /** Ends the stream: all is said. What is kept can still be fetched. */
    @Override
    public synchronized void end() {
        if (!ended) {
            ended = true;
            session.ended(this);
            leave(EventStream::end);
        }
    }

    /** Closes the connection and not the stream: its client comes back for the rest. */
    @Override
    public synchronized void release() {
        leave(EventStream::release);
    }

    /** The same, of one that has carried it for so long. */
    synchronized void releaseOlder(long nanos) {
        if (connection
                .filter(carrier -> System.nanoTime() - carrier.since() > nanos)
                .isPresent()) {
            release();
        }
    }

    /** Whether somebody may go on with it: the caller is the session's, and what they may see must not have shrunk. */
    public synchronized boolean continues(Identity.Known who) {
        Grants before = identity.grants();
        Grants now = who.grants();
        return now.tenant().equals(before.tenant())
                && now.roles().equals(before.roles())
                && now.scopes().containsAll(before.scopes());
    }

    /**
     * Is carried by a new connection from here on; one that carried it until now ends. What was kept while no connection carried it
     * comes first. Where there is nothing, and the revision has it, an event without data comes first: its number is what a
     * client comes back with that has seen nothing else.
     *
     * @param opening opens the connection; run while nothing can be sent, so that whatever comes once its client sees it open
     *     arrives there
     * @param left run once when the connection no longer carries it, or was refused
     */
    public synchronized EventStream carry(Identity.Known who, Supplier<EventStream> opening, Runnable left) {
        EventStream events = opening.get();
        if (!taken(who, events, left)) {
            return events;
        }
        if (!deliver(keptAfter(delivered)) && session.primes()) {
            newest++;
            deliver(List.of(new Event(Optional.of(id(newest)), Optional.of(session.retry()), NOTHING)));
        }
        return events;
    }

    /** The same, beginning with everything kept that came after a number. */
    public synchronized EventStream replay(
            Identity.Known who, Supplier<EventStream> opening, Runnable left, long after) {
        EventStream events = opening.get();
        if (!taken(who, events, left)) {
            return events;
        }
        deliver(keptAfter(after));
        if (ended) {
            leave(EventStream::end);
        }
        return events;
    }

    /** A connection broke. */
    public synchronized void lost(EventStream events) {
        connection.filter(carrier -> carrier.events() == events).ifPresent(carrier -> release());
    }

    private boolean taken(Identity.Known who, EventStream events, Runnable left) {
        if (events.ended()) {
            left.run(); // there were too many streams, which was answered, or its client has gone
            return false;
        }
        release();
        identity = who;
        connection = Optional.of(new Connection(events, left, System.nanoTime()));
        return true;
    }

    private void leave(Consumer<EventStream> how) {
        Optional<Connection> carrier = connection;
        connection = Optional.empty();
        carrier.ifPresent(left -> {
            how.accept(left.events());
            left.left().run();
        });
    }

    private List<Event> keptAfter(long after) {
        List<Event> missed = new ArrayList<>();
        session.after(this, after, (sequence, data) -> missed.add(numbered(sequence, data)));
        return missed;
    }

    /** Sends events up to the newest; false when there are none, or nobody takes them. */
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

    /** What carries the stream. */
    private record Connection(EventStream events, Runnable left, long since) {}
}
