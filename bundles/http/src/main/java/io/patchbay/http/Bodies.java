package io.patchbay.http;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that request bodies take together: many clients that each send a large one slowly must not fill it. Any thread. */
final class Bodies {

    /** What a body takes once it is read is a multiple of this. */
    private static final int SHARE_OF_MEMORY = 8;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** @param most bytes, of all bodies */
    Bodies(long most) {
        this.most = most;
    }

    /** With the share of this server's memory that is meant for them. */
    static Bodies ofMemory() {
        return new Bodies(Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
    }

    /**
     * Takes room for so many bytes more.
     *
     * @param largest body that is allowed; one fits in any case
     * @return false when there is no room
     */
    boolean take(int bytes, int largest) {
        if (taken.addAndGet(bytes) > Math.max(most, largest)) {
            give(bytes);
            return false;
        }
        return true;
    }

    void give(int bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
