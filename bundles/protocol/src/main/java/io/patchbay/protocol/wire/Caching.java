package io.patchbay.protocol.wire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The rules for caching a result. Only modern revisions send these rules.
 *
 * @param fresh the time for which the result may be cached
 * @param shared true if a cache may serve the result to other callers; false if the result depends on the caller
 */
public record Caching(Duration fresh, boolean shared) {

    private static final Duration MAX_FRESH = Duration.ofDays(365);

    public static final Caching NONE = new Caching(Duration.ZERO, false);

    public Caching {
        requireNonNull(fresh, "fresh");
        if (fresh.isNegative()) {
            throw new IllegalArgumentException("fresh is negative: " + fresh);
        }
        fresh = fresh.compareTo(MAX_FRESH) > 0 ? MAX_FRESH : fresh;
    }
}
