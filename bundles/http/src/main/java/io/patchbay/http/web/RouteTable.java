package io.patchbay.http.web;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.web.Routes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of all parts of the server, by base. Routes are added and removed while requests run. Any thread. */
public final class RouteTable {

    private static final Logger log = LoggerFactory.getLogger(RouteTable.class);
    private static final List<String> OF_THE_SERVER = List.of("/mcp", "/sse", "/messages", "/healthz", "/readyz");

    private final RouteLimits limits;

    @GuardedBy("this")
    private final Map<Routes, RouteOwner> all = new IdentityHashMap<>();

    @GuardedBy("this")
    private final Map<Routes, String> refused = new IdentityHashMap<>();

    /** The owner that serves each base. */
    private volatile Map<String, RouteOwner> serving = Map.of();

    public RouteTable(RouteLimits limits) {
        this.limits = limits;
    }

    /** Adds routes of the http bundle, which may have any base. */
    void addOfServer(Routes routes) {
        RouteOwner owner =
                new RouteOwner(new RouteOwner.Registration("http", Integer.MAX_VALUE, 0, true), routes, limits);
        synchronized (this) {
            all.put(routes, owner);
            chooseServing();
        }
    }

    /**
     * Serves the routes of a part of the server from now on, unless they are invalid, which operators see.
     *
     * @param part the name of the part, for operators
     */
    public void add(Routes routes, String part, int ranking, long id) {
        Optional<RouteOwner> owner = Optional.empty();
        String reason = "";
        try {
            owner = Optional.of(new RouteOwner(new RouteOwner.Registration(part, ranking, id, false), routes, limits));
            reason = reasonToRefuse(owner.get().base());
        } catch (IllegalArgumentException e) {
            reason = String.valueOf(e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            log.error("The routes of {} could not be read", part, e);
            reason = "they could not be read, and the cause is in the log";
        }
        if (!reason.isEmpty()) {
            reason = "The HTTP routes of " + part + " are not served: " + reason + ".";
            log.warn(reason);
        }
        synchronized (this) {
            if (reason.isEmpty()) {
                owner.ifPresent(served -> all.put(routes, served));
            } else {
                refused.put(routes, reason);
            }
            chooseServing();
        }
    }

    /** Removes routes: no new request reaches them, and running requests get some seconds to finish. Blocks meanwhile. */
    public void remove(Routes routes) {
        RouteOwner gone;
        synchronized (this) {
            refused.remove(routes);
            gone = all.remove(routes);
            chooseServing();
        }
        if (gone != null) {
            int late = gone.drain();
            if (late > 0) {
                log.warn("{} requests below {} did not finish in time and were interrupted", late, gone.base());
            }
        }
    }

    /** Returns whose routes serve a canonical path: those with the longest base. */
    Optional<RouteOwner> owner(String path) {
        Map<String, RouteOwner> current = serving;
        for (String base = path; !base.isEmpty(); base = base.substring(0, base.lastIndexOf('/'))) {
            RouteOwner owner = current.get(base);
            if (owner != null) {
                return Optional.of(owner);
            }
        }
        return Optional.empty();
    }

    /** Returns the problems of the routes of other bundles. */
    public synchronized List<Problem> problems() {
        List<String> messages = new ArrayList<>(refused.values());
        for (RouteOwner owner : all.values()) {
            RouteOwner server = serving.get(owner.base());
            if (server != owner) {
                messages.add("The HTTP routes of " + owner.registration().part() + " are not served: "
                        + server.registration().part() + " serves " + owner.base() + ".");
            }
            if (owner.runaways() > 0) {
                messages.add(
                        owner.runaways() + " requests to " + owner.base() + " were answered with 503 and still run.");
            }
        }
        return messages.stream()
                .sorted()
                .map(message -> new Problem(Problem.Severity.DEGRADED, message))
                .toList();
    }

    @GuardedBy("this")
    private void chooseServing() {
        Map<String, RouteOwner> best = new HashMap<>();
        all.values().stream()
                .sorted(Comparator.comparingInt(
                                (RouteOwner owner) -> -owner.registration().ranking())
                        .thenComparingLong(owner -> owner.registration().id()))
                .forEach(owner -> best.putIfAbsent(owner.base(), owner));
        serving = best;
    }

    private static String reasonToRefuse(String base) {
        for (String own : OF_THE_SERVER) {
            if (base.equals(own) || base.startsWith(own + "/")) {
                return "the base " + base + " belongs to the server";
            }
        }
        return "";
    }
}
