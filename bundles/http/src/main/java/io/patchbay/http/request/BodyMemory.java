package io.patchbay.http.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The memory of all request bodies, with limits, so that many slow clients with large bodies cannot fill the heap. Any thread. */
public final class BodyMemory {

    /** Bodies may use the heap divided by this, because a body that was read and parsed uses a multiple of its size. */
    private static final int HEAP_DIVISOR = 8;

    /** The bodies of one caller may use the memory of all bodies divided by this. */
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

    /** Whether memory was reserved, or which limit was reached. */
    public enum Reservation {
        GRANTED,
        CALLER_LIMIT,
        SERVER_LIMIT
    }

    /**
     * Reserves memory for this many more bytes.
     *
     * @param caller a key that distinguishes callers
     * @param maxBodyBytes the size of the largest body that is allowed; one such body always fits
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
