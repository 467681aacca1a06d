package io.patchbay.http.mcp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.protocol.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The state of one event stream and the events that wait to be written to it, under one lock. A method that changes the state returns
 * what it did, and its caller acts after the lock is released. Any thread.
 */
final class EventQueue {

    private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    @GuardedBy("this")
    private final EventBuffer waiting = new EventBuffer();

    @GuardedBy("this")
    private boolean headersPending = true;

    @GuardedBy("this")
    private boolean ended;

    @GuardedBy("this")
    private boolean lastBegun;

    @GuardedBy("this")
    private boolean broken;

    /** What happened to events that were to be added. */
    enum Added {
        /** They wait to be written. */
        YES,
        /** None was added: the stream has ended or is broken. */
        ENDED,
        /** None was added, and the stream is broken now: too many bytes wait. */
        FULL
    }

    /** The next write to the connection. */
    enum Write {
        /** Nothing waits, or the stream is broken. */
        NONE,
        /** The bytes that {@link #take} returns; more may follow. */
        MORE,
        /** The bytes that {@link #take} returns, which are the last. */
        LAST,
        /** None: the last write has begun before. */
        COMPLETE
    }

    /** Adds events. If none is waiting, accepts events even if they are larger than the maximum. */
    synchronized Added add(List<Event> events, int maxBytes) {
        if (ended || broken) {
            return Added.ENDED;
        }
        if (waiting.length() > 0 && waiting.length() + EventBuffer.size(events) > maxBytes) {
            broken = true;
            return Added.FULL;
        }
        events.forEach(waiting::add);
        return Added.YES;
    }

    /** Adds a comment if nothing is waiting. Returns whether it did. */
    synchronized boolean addKeepAlive() {
        if (ended || broken || waiting.length() > 0) {
            return false;
        }
        waiting.add(KEEP_ALIVE);
        return true;
    }

    /** Ends the stream after the events that wait. Returns false if the stream was ended before. */
    synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** Ends the stream at once and drops the events that wait. */
    synchronized void breakOff() {
        broken = true;
        waiting.clear();
    }

    synchronized boolean isEnded() {
        return ended || broken;
    }

    /** Begins a write, if one is due. The first is due at once, with the headers. For one thread at a time. */
    synchronized Write beginWrite() {
        if (lastBegun) {
            return Write.COMPLETE;
        }
        if (broken || !headersPending && !ended && waiting.length() == 0) {
            return Write.NONE;
        }
        headersPending = false;
        lastBegun = ended;
        return ended ? Write.LAST : Write.MORE;
    }

    /** Returns the bytes of the write that was begun. */
    synchronized ByteBuffer take() {
        return waiting.take();
    }
}
