package io.patchbay.protocol.rpc;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Generates call ids: short, unique across servers and restarts, and the same in the log and in the audit trail. */
public final class CallIds {

    private final String start = Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX) + '-';
    private final AtomicLong count = new AtomicLong();

    public String next() {
        return start + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
    }
}
