package io.patchbay.protocol.rpc;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generates short call ids that are unique across servers and restarts. The log and the audit trail identify a call by
 * its call id.
 */
public final class CallIds {

    private final String start = Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX) + '-';
    private final AtomicLong count = new AtomicLong();

    public String next() {
        return start + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
    }
}
