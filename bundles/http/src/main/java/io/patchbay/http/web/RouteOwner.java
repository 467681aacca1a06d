package io.patchbay.http.web;

import io.patchbay.spi.web.Route;
import io.patchbay.spi.web.Routes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The routes of one part of the server below one base, and the requests that run in them. Any thread. */
final class RouteOwner {

    private static final String BELOW = "/*";
    private static final Pattern BASE = Pattern.compile("(/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]{1,128}){1,16}");

    private final Registration registration;
    private final String base;
    private final ClassLoader loader;
    private final Map<String, Map<String, Route>> exact = new HashMap<>();
    private final Map<String, Map<String, Route>> below = new HashMap<>();
    private final RouteLimits limits;
    private final Semaphore places;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger runaways = new AtomicInteger();
    private volatile boolean removed;

    /**
     * Reads the base and the routes.
     *
     * @throws IllegalArgumentException if they are invalid; the message is for the operator
     */
    RouteOwner(Registration registration, Routes routes, RouteLimits limits) {
        this.registration = registration;
        this.base = routes.base();
        this.loader = routes.getClass().getClassLoader();
        this.limits = limits;
        this.places = new Semaphore(limits.concurrentRequests());
        if (!BASE.matcher(base).matches()) {
            throw new IllegalArgumentException("the base \"" + base + "\" is invalid");
        }
        for (Route route : routes.routes()) {
            add(route);
        }
    }

    /**
     * Who registered the routes.
     *
     * @param part the name of the part, for operators
     * @param isServer whether the http bundle itself registered them
     */
    record Registration(String part, int ranking, long id, boolean isServer) {}

    /** A route and its whole path, in the form of its definition. */
    record Found(Route route, String name) {}

    Registration registration() {
        return registration;
    }

    /** Returns whether the routes are the server's own, which run on the thread of the connection without a time limit. */
    boolean isServer() {
        return registration.isServer();
    }

    String base() {
        return base;
    }

    ClassLoader loader() {
        return loader;
    }

    /** Returns the route for a method of a path below the base; {@code HEAD} is served by {@code GET}. */
    Optional<Found> find(String path, String method) {
        return Optional.ofNullable(at(path).get(method.equals("HEAD") ? "GET" : method))
                .map(route -> new Found(route, base + route.path()));
    }

    /** Returns the methods of a path below the base, as the value of {@code Allow}; empty if there is no such path. */
    String methods(String path) {
        Set<String> methods = new TreeSet<>(at(path).keySet());
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    /** Returns whether web pages of allowed origins may send requests to a path. */
    boolean isReadableByPages(String path) {
        return at(path).values().stream().anyMatch(Route::readableByPages);
    }

    /** Counts a request. Returns false if too many run, or the routes were removed. */
    boolean enter() {
        if (!places.tryAcquire()) {
            return false;
        }
        if (removed) {
            places.release();
            return false;
        }
        return true;
    }

    /** Called on the thread of a request that has entered, before its handler is called. */
    void begin() {
        running.add(Thread.currentThread());
    }

    /** Called once for each request that has entered, when its thread has nothing more to do. */
    void leave() {
        running.remove(Thread.currentThread());
        places.release();
    }

    /** Notes that a request was answered although its handler still runs. */
    void countRunaway() {
        runaways.incrementAndGet();
    }

    /** Notes that such a handler has returned. */
    void endRunaway() {
        runaways.decrementAndGet();
    }

    int runaways() {
        return runaways.get();
    }

    /** Admits no more requests, waits for those that run, and interrupts those that take too long. Returns how many were interrupted. */
    int drain() {
        removed = true;
        Duration time = limits.drain();
        try {
            if (places.tryAcquire(limits.concurrentRequests(), time.toMillis(), TimeUnit.MILLISECONDS)) {
                return 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Collection<Thread> late = Set.copyOf(running);
        late.forEach(Thread::interrupt);
        return late.size();
    }

    private void add(Route route) {
        boolean isBelow = route.path().endsWith(BELOW);
        String key = isBelow ? route.path().substring(0, route.path().length() - BELOW.length()) : route.path();
        Map<String, Route> methods = (isBelow ? below : exact).computeIfAbsent(key, path -> new HashMap<>());
        for (String method : route.methods()) {
            if (methods.put(method, route) != null) {
                throw new IllegalArgumentException(
                        "two routes have the method " + method + " and the path " + base + route.path());
            }
        }
    }

    /** Returns the routes of the most specific path: the exact one, then the longest that ends in a star. */
    private Map<String, Route> at(String path) {
        String relative = path.substring(base.length());
        Map<String, Route> found = exact.get(relative);
        while (found == null && !relative.isEmpty()) {
            relative = relative.substring(0, relative.lastIndexOf('/'));
            found = below.get(relative);
        }
        return found == null ? Map.of() : found;
    }
}
