package io.patchbay.protocol.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
 * The streams of one legacy session and their kept events, oldest first. Number, size and age of the events are limited. A new
 * event replaces the oldest events of its own session, never events of another session. Thread-safe.
 */
public final class SessionStreams {

    /** The approximate number of bytes that a kept event needs in addition to its data. */
    private static final int OVERHEAD_BYTES = 100;

    private static final Pattern EVENT_ID = Pattern.compile("([0-9a-z]{1,7})-([0-9]{1,9})-([0-9]{1,18})");

    private final String owner;
    private final String mark;
    private final Revision revision;
    private final Transport transport;
    private final ReplaySpace space;

    // Code that holds the lock of a stream may acquire the lock of this object, never the other way round.
    @GuardedBy("this")
    private final Map<Integer, Held> streams = new HashMap<>(4);

    @GuardedBy("this")
    private final Deque<Kept> kept = new ArrayDeque<>(2);

    @GuardedBy("this")
    private int bytes;

    @GuardedBy("this")
    private int opened;

    @GuardedBy("this")
    private boolean closed;

    SessionStreams(String sessionId, String owner, Revision revision, Transport transport, ReplaySpace space) {
        this.owner = owner;
        // Event ids of other sessions are invalid here. An event id does not reveal the session id, which is random.
        this.mark = Integer.toString(sessionId.hashCode() & Integer.MAX_VALUE, 36);
        this.revision = revision;
        this.transport = transport;
        this.space = space;
    }

    /** Opens a stream that has no connection yet. */
    public synchronized LastingStream open(Identity.Known identity) {
        opened++;
        LastingStream stream = new LastingStream(this, opened, identity);
        if (!closed) {
            streams.put(opened, new Held(stream));
        }
        return stream;
    }

    /**
     * Returns whether a connection starts with an event without data. Clients of older revisions would try to parse the empty data.
     */
    public boolean startsWithEmptyEvent() {
        return isResumable() && revision.compareTo(Revision.V2025_11_25) >= 0;
    }

    /** Returns whether streams can be resumed. With HTTP+SSE the session ends with its stream. */
    boolean isResumable() {
        return transport == Transport.STREAMABLE_HTTP;
    }

    Duration retry() {
        return space.limits().retry();
    }

    String eventId(int stream, long sequence) {
        return mark + '-' + stream + '-' + sequence;
    }

    /**
     * Returns the place from which a client resumes after its last event. Returns empty if the event belongs to another
     * session or if the stream is forgotten. Also returns empty if the stream has ended and its last event is no longer
     * kept.
     */
    public Optional<Place> place(String eventId) {
        Matcher parts = EVENT_ID.matcher(eventId);
        if (!parts.matches() || !parts.group(1).equals(mark)) {
            return Optional.empty();
        }
        long after = Long.parseLong(parts.group(3));
        return stream(Integer.parseInt(parts.group(2)))
                .filter(found -> after > 0 && found.isResumableAfter(after))
                .map(found -> new Place(found, after));
    }

    /** The position after one event of one stream. */
    public record Place(LastingStream stream, long after) {}

    /** Keeps an event. Returns false if there is no room. */
    synchronized boolean keep(LastingStream stream, long sequence, byte[] data) {
        ReplayLimits limits = space.limits();
        Held held = streams.get(stream.number());
        int size = data.length + OVERHEAD_BYTES;
        if (held == null || closed || size > limits.bytes() || !isResumable()) {
            return false;
        }
        while (kept.size() >= limits.events() || bytes + size > limits.bytes()) {
            dropOldest();
        }
        while (!space.reserve(owner, size)) {
            if (kept.isEmpty()) {
                return false;
            }
            dropOldest();
        }
        kept.addLast(new Kept(held, sequence, data, System.nanoTime()));
        held.kept++;
        held.newest = sequence;
        bytes += size;
        return true;
    }

    /** Reads those kept events of a stream that have a greater number than {@code sequence}. */
    synchronized void readAfter(LastingStream stream, long sequence, Reader reader) {
        for (Kept one : kept) {
            if (one.of().stream == stream && one.sequence() > sequence) {
                reader.read(one.sequence(), one.data());
            }
        }
    }

    /** Receives kept events. */
    interface Reader {
        void read(long sequence, byte[] data);
    }

    /** Called after a stream has ended. The stream is forgotten when its last kept event is dropped. */
    synchronized void streamEnded(LastingStream stream) {
        Held held = streams.get(stream.number());
        if (held != null) {
            held.ended = true;
            forgetIfDone(held);
        }
    }

    /** Drops events that are too old. If configured, closes old connections so that their clients reconnect. */
    void sweep() {
        ReplayLimits limits = space.limits();
        List<LastingStream> all;
        synchronized (this) {
            long now = System.nanoTime();
            while (!kept.isEmpty()
                    && now - kept.getFirst().since() > limits.keep().toNanos()) {
                dropOldest();
            }
            if (limits.poll().isZero() || !startsWithEmptyEvent() || streams.isEmpty()) {
                return;
            }
            all = all();
        }
        all.forEach(stream -> stream.releaseOlder(limits.poll().toNanos()));
    }

    /** Closes connections whose credential has changed. */
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

    /** Ends all streams and drops all events. */
    void close() {
        synchronized (this) {
            closed = true;
            while (!kept.isEmpty()) {
                dropOldest();
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

    /** Returns whether the newest event of a stream has this number and is still kept. */
    synchronized boolean isLastEventKept(LastingStream stream, long sequence) {
        Held held = streams.get(stream.number());
        return held != null && held.kept > 0 && held.newest == sequence;
    }

    @GuardedBy("this")
    private void dropOldest() {
        Kept oldest = kept.removeFirst();
        int size = oldest.data().length + OVERHEAD_BYTES;
        bytes -= size;
        space.release(owner, size);
        oldest.of().kept--;
        forgetIfDone(oldest.of());
    }

    @GuardedBy("this")
    private void forgetIfDone(Held held) {
        if (held.ended && held.kept == 0) {
            streams.remove(held.stream.number());
        }
    }

    /** A stream and the number of its kept events. */
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
