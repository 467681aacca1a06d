package io.patchbay.protocol.wire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a result may be kept, and by whom; on the wire in the modern era only.
 *
 * @param shared whether one caller's result may be given to another: never where it depends on who asks
 */
public record Caching(Duration fresh, boolean shared) {

    private static final Duration LONGEST = Duration.ofDays(365);

    public static final Caching NONE = new Caching(Duration.ZERO, false);

    public Caching {
        requireNonNull(fresh, "fresh");
        if (fresh.isNegative()) {
            throw new IllegalArgumentException("fresh is negative: " + fresh);
        }
        fresh = fresh.compareTo(LONGEST) > 0 ? LONGEST : fresh;
    }
}
