package io.patchbay.http.web;

import java.time.Duration;

/**
 * The limits of the routes of one part of the server.
 *
 * @param answer how long a handler may take before its client gets 503
 * @param drain how long running requests may take after their routes were removed
 * @param concurrentRequests how many requests of one part run at once, including those that were ended and still run
 */
public record RouteLimits(Duration answer, Duration drain, int concurrentRequests) {

    /** The limits of the server. */
    public static final RouteLimits STANDARD = new RouteLimits(Duration.ofSeconds(30), Duration.ofSeconds(5), 64);
}
