package io.patchbay.http.mcp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that request bodies take together: many clients that each send a large one slowly must not fill it. Any thread. */
public final class Bodies {

    /** What a body takes once it is read is a multiple of this. */
    private static final int SHARE_OF_MEMORY = 8;

    /** What one caller leaves to the others. */
    private static final int PART_OF_ONE = 2;

    private final long most;
    private final Map<String, Long> byCaller = new ConcurrentHashMap<>();
    private final AtomicLong taken = new AtomicLong();

    /** @param most bytes, of all bodies */
    Bodies(long most) {
        this.most = most;
    }

    /** With the share of this server's memory that is meant for them. */
    public static Bodies ofMemory() {
        return new Bodies(Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
    }

    /** Whether a caller got room. */
    enum Room {
        GIVEN,
        /** The caller has as much as one may have. */
        NONE_FOR_CALLER,
        NONE
    }

    /**
     * Takes room for so many bytes more.
     *
     * @param caller whose body it is, as {@link Streams#key} has it
     * @param largest body that is allowed; one fits in any case
     */
    Room take(String caller, int bytes, int largest) {
        long own = byCaller.merge(caller, (long) bytes, Long::sum);
        long all = taken.addAndGet(bytes);
        if (all > Math.max(most, largest)) {
            give(caller, bytes);
            return Room.NONE;
        }
        if (own > Math.max(most / PART_OF_ONE, largest)) {
            give(caller, bytes);
            return Room.NONE_FOR_CALLER;
        }
        return Room.GIVEN;
    }

    void give(String caller, int bytes) {
        taken.addAndGet(-bytes);
        byCaller.computeIfPresent(caller, (known, own) -> own == bytes ? null : own - bytes);
    }

    long taken() {
        return taken.get();
    }
}
