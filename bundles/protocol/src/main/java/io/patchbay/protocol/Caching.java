package io.patchbay.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a result may be kept, and by whom; on the wire in the modern era only.
 *
 * @param shared whether one caller's result may be given to another: never where it depends on who asks
 */
record Caching(Duration fresh, boolean shared) {

    private static final Duration LONGEST = Duration.ofDays(365);

    static final Caching NONE = new Caching(Duration.ZERO, false);

    Caching {
        requireNonNull(fresh, "fresh");
        if (fresh.isNegative()) {
            throw new IllegalArgumentException("fresh is negative: " + fresh);
        }
        fresh = fresh.compareTo(LONGEST) > 0 ? LONGEST : fresh;
    }
}
