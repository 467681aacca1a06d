package io.patchbay.spi.web;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The HTTP routes of one part of the server, below one base path. An OSGi service; the routes are served while the service is
 * registered. Only bundles of the server may register routes, not deployed bundles.
 *
 * <p>Each base belongs to one service: the service with the highest {@code service.ranking}, then the oldest. The others are reported
 * to operators and not served. Of several bases that contain a path, the longest serves the path. When a service is unregistered, its
 * running requests get a few seconds to finish; their threads are then interrupted.
 */
@ConsumerType
public interface Routes {

    /**
     * Returns the path that all routes begin with, for example {@code /metrics}: one or more segments of letters, digits,
     * {@code . _ ~ -}, without a slash at the end. Called once when the service is registered, on any thread. If the method throws, or
     * the base is invalid or belongs to the server, the routes are not served, and operators see the reason.
     */
    String base();

    /**
     * Returns the routes. Called once when the service is registered, on any thread. If the method throws, or two routes have the
     * same path and method, the routes are not served, and operators see the reason.
     */
    List<Route> routes();
}
