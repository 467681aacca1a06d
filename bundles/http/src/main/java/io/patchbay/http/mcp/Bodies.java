package io.patchbay.http.mcp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that all request bodies use together: many clients that each send a large body slowly must not fill it. Any thread. */
public final class Bodies {

    /** A body that was read and parsed uses a multiple of its size. */
    private static final int PARTS_OF_HEAP = 8;

    /** The bodies of one caller may use one of so many parts. */
    private static final int PARTS_FOR_CALLERS = 2;

    private final long maxBytes;
    private final Map<String, Long> byCaller = new ConcurrentHashMap<>();
    private final AtomicLong taken = new AtomicLong();

    /** @param maxBytes of all bodies together */
    public Bodies(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns bodies that may use a fixed part of the heap. */
    public static Bodies ofHeap() {
        return new Bodies(Runtime.getRuntime().maxMemory() / PARTS_OF_HEAP);
    }

    /** Whether a caller got memory. */
    enum Room {
        GIVEN,
        /** The caller uses as much as one caller may. */
        NONE_FOR_CALLER,
        NONE
    }

    /**
     * Takes memory for this many more bytes.
     *
     * @param caller the caller's {@link Streams#key}
     * @param largest the size of the largest body that is allowed; one such body always fits
     */
    Room take(String caller, int bytes, int largest) {
        long own = byCaller.merge(caller, (long) bytes, Long::sum);
        long all = taken.addAndGet(bytes);
        if (all > Math.max(maxBytes, largest)) {
            giveBack(caller, bytes);
            return Room.NONE;
        }
        if (own > Math.max(maxBytes / PARTS_FOR_CALLERS, largest)) {
            giveBack(caller, bytes);
            return Room.NONE_FOR_CALLER;
        }
        return Room.GIVEN;
    }

    void giveBack(String caller, int bytes) {
        taken.addAndGet(-bytes);
        byCaller.computeIfPresent(caller, (known, own) -> own == bytes ? null : own - bytes);
    }

    long taken() {
        return taken.get();
    }
}
