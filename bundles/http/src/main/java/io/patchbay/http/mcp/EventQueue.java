package io.patchbay.http.mcp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.protocol.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The state of one event stream, and the events that wait to be written to the stream. One lock guards both. A method
 * that changes the state returns the change. The caller of the method acts on the change after the lock is released.
 * Any thread may call the methods.
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

    /** The result of an attempt to add events. */
    enum Added {
        /** The events were added and wait to be written. */
        YES,
        /** No event was added, because the stream has ended or is broken. */
        ENDED,
        /** No event was added, because too many bytes wait to be written. The stream is now broken. */
        FULL
    }

    /** The next write to the connection. */
    enum Write {
        /** No write is necessary now, because no event waits or the stream is broken. */
        NONE,
        /** The caller writes the bytes that {@link #take} returns. More bytes may follow. */
        MORE,
        /** The caller writes the bytes that {@link #take} returns. These bytes are the last bytes of the stream. */
        LAST,
        /** No write is necessary, because the last write of the stream has already begun. */
        COMPLETE
    }

    /** Adds events. If no event is waiting, the method accepts events even if they are larger than the maximum. */
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

    /** Adds a comment if no event is waiting. Returns whether the comment was added. */
    synchronized boolean addKeepAlive() {
        if (ended || broken || waiting.length() > 0) {
            return false;
        }
        waiting.add(KEEP_ALIVE);
        return true;
    }

    /** Ends the stream after the last waiting event. Returns false if the stream has already ended. */
    synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** Ends the stream immediately and drops the waiting events. */
    synchronized void breakOff() {
        broken = true;
        waiting.clear();
    }

    synchronized boolean isEnded() {
        return ended || broken;
    }

    /**
     * Begins the next write and returns its kind. The first write contains the headers and does not need a waiting
     * event. Only one thread at a time may call this method.
     */
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

    /** Returns the bytes for the write that {@link #beginWrite} has begun. */
    synchronized ByteBuffer take() {
        return waiting.take();
    }
}
