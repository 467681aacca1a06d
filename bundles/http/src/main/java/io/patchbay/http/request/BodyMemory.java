package io.patchbay.http.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of all request bodies. Limits prevent many slow clients with large bodies from filling the heap. Any thread may call
 * the methods.
 */
public final class BodyMemory {

    /** The divisor of the heap size that gives the limit of all bodies. A parsed body uses a multiple of its size. */
    private static final int HEAP_DIVISOR = 8;

    /** The divisor of the limit of all bodies that gives the limit of one caller. */
    private static final int CALLER_DIVISOR = 2;

    private final long maxBytes;
    private final Map<String, Long> byCaller = new ConcurrentHashMap<>();
    private final AtomicLong reservedBytes = new AtomicLong();

    /** @param maxBytes the limit of all bodies together */
    public BodyMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns a memory that is a fixed part of the heap. */
    public static BodyMemory ofHeap() {
        return new BodyMemory(Runtime.getRuntime().maxMemory() / HEAP_DIVISOR);
    }

    /** The result of a reservation: success, or the limit that was reached. */
    public enum Reservation {
        GRANTED,
        CALLER_LIMIT,
        SERVER_LIMIT
    }

    /**
     * Reserves memory for a number of additional bytes.
     *
     * @param caller a key that distinguishes callers
     * @param maxBodyBytes the size limit of a body. One body of this size always fits.
     */
    public Reservation reserve(String caller, int bytes, int maxBodyBytes) {
        long own = byCaller.merge(caller, (long) bytes, Long::sum);
        long all = reservedBytes.addAndGet(bytes);
        if (all > Math.max(maxBytes, maxBodyBytes)) {
            release(caller, bytes);
            return Reservation.SERVER_LIMIT;
        }
        if (own > Math.max(maxBytes / CALLER_DIVISOR, maxBodyBytes)) {
            release(caller, bytes);
            return Reservation.CALLER_LIMIT;
        }
        return Reservation.GRANTED;
    }

    /** Releases what was reserved. */
    public void release(String caller, int bytes) {
        reservedBytes.addAndGet(-bytes);
        byCaller.computeIfPresent(caller, (known, own) -> own == bytes ? null : own - bytes);
    }

    /** Returns how many bytes are reserved now. */
    public long reservedBytes() {
        return reservedBytes.get();
    }
}
