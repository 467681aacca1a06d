package io.patchbay.protocol.session;

import io.patchbay.protocol.ReplayLimits;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Transport;
import io.patchbay.spi.identity.Identity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The streams of one legacy session, and what is kept of them, oldest first: bounded by number, size and age. What exceeds a
 * bound drives out what is oldest in its own session, never in another's. Any thread.
 */
public final class SessionStreams {

    /** What an event that is kept costs besides its data, roughly. */
    private static final int OVERHEAD = 100;

    private static final Pattern EVENT_ID = Pattern.compile("([0-9a-z]{1,7})-([0-9]{1,9})-([0-9]{1,18})");

    private final String owner;
    private final String mark;
    private final Revision revision;
    private final Transport transport;
    private final ReplaySpace space;

    // Guarded by this. A stream that holds its own lock may take this one, never the other way round.
    private final Map<Integer, Held> streams = new HashMap<>(4);
    private final Deque<Kept> kept = new ArrayDeque<>(2);
    private int bytes;
    private int opened;
    private boolean closed;

    SessionStreams(String sessionId, String owner, Revision revision, Transport transport, ReplaySpace space) {
        this.owner = owner;
        // Event ids of another session must mean nothing here. They tell nothing of the session's id, which is random.
        this.mark = Integer.toString(sessionId.hashCode() & Integer.MAX_VALUE, 36);
        this.revision = revision;
        this.transport = transport;
        this.space = space;
    }

    /** A new stream that nothing carries yet. */
    public synchronized LastingStream open(Identity.Known identity) {
        opened++;
        LastingStream stream = new LastingStream(this, opened, identity);
        if (!closed) {
            streams.put(opened, new Held(stream));
        }
        return stream;
    }

    /** Whether a connection begins with an event without data: clients of older revisions would try to read that. */
    public boolean primes() {
        return resumable() && revision.compareTo(Revision.V2025_11_25) >= 0;
    }

    /** With HTTP+SSE there is nothing to come back to: the session ends with its stream. */
    boolean resumable() {
        return transport == Transport.STREAMABLE_HTTP;
    }

    Duration retry() {
        return space.limits().retry();
    }

    String eventId(int stream, long sequence) {
        return mark + '-' + stream + '-' + sequence;
    }

    /**
     * Where a client that names this as the last event it has seen goes on. Empty where it cannot: the event is none of this
     * session's, the stream is forgotten, or its end is no longer kept.
     */
    public Optional<Place> place(String eventId) {
        Matcher parts = EVENT_ID.matcher(eventId);
        if (!parts.matches() || !parts.group(1).equals(mark)) {
            return Optional.empty();
        }
        long after = Long.parseLong(parts.group(3));
        return stream(Integer.parseInt(parts.group(2)))
                .filter(found -> after > 0 && found.reaches(after))
                .map(found -> new Place(found, after));
    }

    /** One event of one stream. */
    public record Place(LastingStream stream, long after) {}

    /** False when there is no room for it. */
    synchronized boolean keep(LastingStream stream, long sequence, byte[] data) {
        ReplayLimits limits = space.limits();
        Held held = streams.get(stream.number());
        int size = data.length + OVERHEAD;
        if (held == null || closed || size > limits.bytes() || !resumable()) {
            return false;
        }
        while (kept.size() >= limits.events() || bytes + size > limits.bytes()) {
            drop();
        }
        while (!space.take(owner, size)) {
            if (kept.isEmpty()) {
                return false;
            }
            drop();
        }
        kept.addLast(new Kept(held, sequence, data, System.nanoTime()));
        held.kept++;
        held.newest = sequence;
        bytes += size;
        return true;
    }

    /** Gives all of a stream that is kept and came after a number. */
    synchronized void after(LastingStream stream, long sequence, Reader reader) {
        for (Kept one : kept) {
            if (one.of().stream == stream && one.sequence() > sequence) {
                reader.read(one.sequence(), one.data());
            }
        }
    }

    /** Takes one event. */
    interface Reader {
        void read(long sequence, byte[] data);
    }

    /** A stream has ended; it is forgotten with the last of its events. */
    synchronized void ended(LastingStream stream) {
        Held held = streams.get(stream.number());
        if (held != null) {
            held.ended = true;
            forget(held);
        }
    }

    /** Forgets what is too old; has clients come back that have been connected for long, where that is wanted. */
    void sweep() {
        ReplayLimits limits = space.limits();
        List<LastingStream> all;
        synchronized (this) {
            long now = System.nanoTime();
            while (!kept.isEmpty()
                    && now - kept.getFirst().since() > limits.keep().toNanos()) {
                drop();
            }
            if (limits.poll().isZero() || !primes() || streams.isEmpty()) {
                return;
            }
            all = all();
        }
        all.forEach(stream -> stream.releaseOlder(limits.poll().toNanos()));
    }

    /** Closes connections whose credential is no longer what it was. */
    void recheck(Credentials credentials) {
        List<LastingStream> all;
        synchronized (this) {
            if (streams.isEmpty()) {
                return;
            }
            all = all();
        }
        all.forEach(stream -> stream.recheck(credentials));
    }

    /** Ends all, and forgets everything. */
    void close() {
        synchronized (this) {
            closed = true;
            while (!kept.isEmpty()) {
                drop();
            }
        }
        all().forEach(LastingStream::end);
    }

    private synchronized List<LastingStream> all() {
        return streams.values().stream().map(held -> held.stream).toList();
    }

    private synchronized Optional<LastingStream> stream(int number) {
        return Optional.ofNullable(streams.get(number)).map(held -> held.stream);
    }

    /** Whether this event, the last of its stream, is still to be had. */
    synchronized boolean keeps(LastingStream stream, long sequence) {
        Held held = streams.get(stream.number());
        return held != null && held.kept > 0 && held.newest == sequence;
    }

    private void drop() {
        Kept oldest = kept.removeFirst();
        int size = oldest.data().length + OVERHEAD;
        bytes -= size;
        space.give(owner, size);
        oldest.of().kept--;
        forget(oldest.of());
    }

    private void forget(Held held) {
        if (held.ended && held.kept == 0) {
            streams.remove(held.stream.number());
        }
    }

    /** A stream, and how much of it is kept. */
    private static final class Held {

        private final LastingStream stream;
        private int kept;
        private long newest;
        private boolean ended;

        Held(LastingStream stream) {
            this.stream = stream;
        }
    }

    private record Kept(Held of, long sequence, byte[] data, long since) {}
}
