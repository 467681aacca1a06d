package io.patchbay.http.request;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/** Reads the body of one request as its bytes arrive, within limits of size, time and memory, and without blocking a thread. */
public final class BodyReader implements Runnable {

    private static final byte[] NOTHING = {};

    /** Bodies up to this size do not count against the memory of all bodies. */
    private static final int MAX_UNCOUNTED_BYTES = 4 * 1024;

    private final Request request;
    private final Bounds bounds;
    private final Receiver receiver;
    private final AtomicBoolean settled = new AtomicBoolean();
    private byte[] bytes = NOTHING;
    private int length;
    private volatile int reservedBytes;
    private boolean waited;
    private volatile Scheduler.Task timer;

    /** @param receiver gets the body, or the reason why there is none, exactly once */
    public BodyReader(Request request, Bounds bounds, Receiver receiver) {
        this.request = request;
        this.bounds = bounds;
        this.receiver = receiver;
    }

    /**
     * The limits of one body.
     *
     * @param timeout from the start of reading to the last byte
     * @param caller whose share of the memory the body uses, see {@link BodyMemory#reserve}
     */
    public record Bounds(int maxBytes, Duration timeout, BodyMemory memory, String caller) {}

    /** Why there is no body. */
    public enum Failure {
        TOO_LARGE,
        /** The bodies of this caller use too much memory. */
        CALLER_MEMORY,
        /** The bodies of all callers use too much memory. */
        SERVER_MEMORY,
        /** The client ended the body too early. */
        INCOMPLETE,
        TOO_SLOW
    }

    /** Takes the result of reading. */
    public interface Receiver {

        /** @param onReadingThread whether this is the thread that started to read */
        void received(byte[] body, boolean onReadingThread);

        void failed(Failure failure);
    }

    /** Reads the bytes that have arrived, and is called again when more arrive. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                await();
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                settle(chunk.getFailure() instanceof TimeoutException ? Failure.TOO_SLOW : Failure.INCOMPLETE);
                return;
            }
            boolean last = chunk.isLast();
            int size = chunk.getByteBuffer().remaining();
            boolean fits = size <= bounds.maxBytes() - length;
            BodyMemory.Reservation reservation = fits ? makeRoom(size) : BodyMemory.Reservation.SERVER_LIMIT;
            if (reservation == BodyMemory.Reservation.GRANTED) {
                chunk.getByteBuffer().get(bytes, length, size);
                length += size;
            }
            chunk.release();
            if (reservation != BodyMemory.Reservation.GRANTED) {
                settle(fits ? failure(reservation) : Failure.TOO_LARGE);
                return;
            }
            if (last) {
                complete();
                return;
            }
        }
    }

    private void await() {
        if (!waited) {
            waited = true;
            timer = request.getComponents()
                    .getScheduler()
                    .schedule(() -> settle(Failure.TOO_SLOW), bounds.timeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        request.demand(this);
    }

    /** Makes room for this many more bytes, within the limits of the memory for all bodies and for the bodies of one caller. */
    private BodyMemory.Reservation makeRoom(int size) {
        if (length + size <= bytes.length) {
            return BodyMemory.Reservation.GRANTED;
        }
        int capacity = length == 0 ? size : Math.min(bounds.maxBytes(), Math.max(length + size, 2 * bytes.length));
        if (capacity > MAX_UNCOUNTED_BYTES) {
            BodyMemory.Reservation reservation =
                    bounds.memory().reserve(bounds.caller(), capacity - reservedBytes, bounds.maxBytes());
            if (reservation != BodyMemory.Reservation.GRANTED) {
                return reservation;
            }
            if (reservedBytes == 0) {
                Request.addCompletionListener(
                        request, failure -> bounds.memory().release(bounds.caller(), reservedBytes));
            }
            reservedBytes = capacity;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return BodyMemory.Reservation.GRANTED;
    }

    private void complete() {
        if (settle()) {
            receiver.received(length == bytes.length ? bytes : Arrays.copyOf(bytes, length), !waited);
        }
    }

    private void settle(Failure failure) {
        if (settle()) {
            receiver.failed(failure);
        }
    }

    /** Ends the timeout. Returns true for the first call, which decides the outcome. */
    private boolean settle() {
        if (!settled.compareAndSet(false, true)) {
            return false;
        }
        Scheduler.Task running = timer;
        if (running != null) {
            running.cancel();
        }
        return true;
    }

    private static Failure failure(BodyMemory.Reservation reservation) {
        return reservation == BodyMemory.Reservation.CALLER_LIMIT ? Failure.CALLER_MEMORY : Failure.SERVER_MEMORY;
    }
}
